package io.jamey.bench.load;

/// Time that passes when it is told to. One thread.
final class SimulatedPace implements Pace {
    private long now;

    void pass(long nanos) {
        now += nanos;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void until(long nanos) {
        now = Math.max(now, nanos);
    }
}
