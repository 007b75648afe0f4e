package io.jamey.bench.load;

import io.jamey.bench.report.Quantity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Comes to the verdict of a run.
final class Judgement {
    /// A generator that hands over one request in a hundred later than this does not keep its schedule, unless
    /// that is next to nothing beside how long requests take.
    static final double LAG_NANOS_MAX = 10e6;

    private static final double LAG_SHARE_MAX = 0.1;

    /// A store that answers less than this share of what is asked is behind, and falls farther behind.
    private static final double KEEPS_UP = 0.95;

    /// Failures that a healthy store does not have.
    private static final Set<Failure> OF_THE_STORE =
            EnumSet.complementOf(EnumSet.of(Failure.TIMEOUT, Failure.REFUSED, Failure.EXHAUSTED));

    private final Load load;
    private final ActionFigures all;
    private final Optional<Generator> generator;
    private final double seconds;
    private final List<String> failed = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Judgement(Load load, ActionFigures all, Optional<Generator> generator, double seconds) {
        this.load = load;
        this.all = all;
        this.generator = generator;
        this.seconds = seconds;
    }

    /// @param due requests that were due while it was measured
    /// @param notes examples of failures
    /// @param problems that the audit found
    /// @param stopped by the user
    Verdict of(long due, List<String> notes, List<String> problems, boolean stopped) {
        lookAtStore(notes, problems);
        generator.ifPresent(this::lookAt);
        lookAtAnswers(due);
        if (stopped) {
            remarks.add(String.format(Locale.ROOT, "Stopped early, after %.1f s of measuring.", seconds));
        }
        var reasons = new ArrayList<>(failed);
        reasons.addAll(invalid);
        var status = !failed.isEmpty()
                ? Verdict.Status.FAILED
                : !invalid.isEmpty() ? Verdict.Status.INVALID : Verdict.Status.VALID;
        return new Verdict(status, reasons, remarks);
    }

    private void lookAtStore(List<String> notes, List<String> problems) {
        for (Failure kind : OF_THE_STORE) {
            if (all.failed(kind) > 0) {
                failed.add(String.format(Locale.ROOT, "%,d %s.", all.failed(kind), kind.label()));
            }
        }
        notes.forEach(note -> failed.add("For example: " + note + "."));
        problems.forEach(problem -> failed.add("After the run: " + problem + "."));
    }

    private void lookAt(Generator sent) {
        OptionalLong lag = sent.lag().quantile(0.99);
        double late = lag.orElse(sent.lag().max());
        double fair = Math.max(
                LAG_NANOS_MAX, LAG_SHARE_MAX * all.latency().quantile(0.99).orElse(0));
        if (late > fair) {
            invalid.add("The load was not what was asked for: one request in a hundred was sent "
                    + Quantity.nanos(late) + " late or later, and no more than " + Quantity.nanos(fair)
                    + " is fair. Free the machine of other work, or ask for a lower rate.");
        }
        if (sent.held() > 0) {
            invalid.add(String.format(
                    Locale.ROOT,
                    "The load was not what was asked for: %,d requests could not be sent because as many as may be in"
                            + " flight had no answer yet. Ask for a lower rate, or raise --in-flight.",
                    sent.held()));
        }
        if (sent.unsent() > 0) {
            invalid.add(String.format(
                    Locale.ROOT,
                    "%,d requests were never sent: the store answered nothing for as long as the timeout.",
                    sent.unsent()));
        }
    }

    private void lookAtAnswers(long due) {
        if (all.failed(Failure.EXHAUSTED) > 0) {
            invalid.add("The mix deletes more than it stores, and nothing was left to ask for: choose more rows, a"
                    + " shorter duration or another mix.");
        }
        if (all.latency().count() == 0) {
            invalid.add("Nothing was measured.");
        }
        if (all.failed(Failure.TIMEOUT) > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d requests had no answer in time. Their latencies are in the figures.",
                    all.failed(Failure.TIMEOUT)));
        }
        if (all.failed(Failure.REFUSED) > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d requests were refused: the server was at its limit and began none of them (503, 429).",
                    all.failed(Failure.REFUSED)));
        }
        switch (load) {
            case Load.Closed(int clients) -> remarkOnWaiting(clients);
            case Load.Open(double perSecond, Load.Arrivals _) -> {
                if (seconds > 0 && all.perSecond() < KEEPS_UP * due / seconds) {
                    remarks.add(String.format(
                            Locale.ROOT,
                            "Overloaded: %,.0f requests a second were asked for and %,.0f answered. The longer such a"
                                    + " run, the longer its latencies.",
                            perSecond,
                            all.perSecond()));
                }
            }
        }
    }

    /// What a closed loop hides: while one client waits, it does not send what it would have sent.
    private void remarkOnWaiting(int clients) {
        OptionalLong measured = all.latency().quantile(0.99);
        if (measured.isEmpty() || !(all.perSecond() > 0)) {
            return;
        }
        double interval = clients * 1e9 / all.perSecond();
        OptionalLong corrected = all.latency().asIfSentEvery((long) interval).quantile(0.99);
        if (corrected.isPresent()) {
            remarks.add("Clients that had sent a request every " + Quantity.nanos(interval)
                    + ", as these did on average, without waiting for answers, would have met a p99 of about "
                    + Quantity.nanos((double) corrected.getAsLong()) + " instead of "
                    + Quantity.nanos((double) measured.getAsLong())
                    + ".");
        }
    }
}
