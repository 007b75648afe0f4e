package io.jamey.server.stress;

/// What a server answered to many requests.
final class Tally {
    private final Waits done = new Waits();
    private final Waits refused = new Waits();
    private final Waits health = new Waits();
    private long sent;
    private long refusedWithoutHint;
    private long other;
    private long broken;
    private String firstOther = "";

    void sent() {
        sent++;
    }

    /// The connection went before the answer was whole.
    void broken() {
        broken++;
    }

    void health(long nanos) {
        health.add(nanos);
    }

    void heard(Answer answer, long nanos) {
        int status = answer.status();
        if (status / 100 == 2) {
            done.add(nanos);
        } else if (status == 503 || status == 429) {
            refused.add(nanos);
            refusedWithoutHint += answer.hasRetryAfter() ? 0 : 1;
        } else {
            firstOther = other++ == 0 ? answer.text() : firstOther;
        }
    }

    long sentRequests() {
        return sent;
    }

    Waits done() {
        return done;
    }

    Waits refused() {
        return refused;
    }

    Waits health() {
        return health;
    }

    /// What must not be: refusals that do not say when to come again, other answers, none.
    String wrong() {
        return refusedWithoutHint + other + broken == 0
                ? ""
                : refusedWithoutHint + " refusals without Retry-After, " + other + " other answers, " + broken
                        + " broken connections; the first other: " + firstOther;
    }
}
