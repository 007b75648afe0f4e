package io.jamey.bench.load;

/// Asks a load test to end soon and to report what it has measured. Any number of threads.
public final class StopSignal {
    private volatile boolean asked;

    public void ask() {
        asked = true;
    }

    public boolean isAsked() {
        return asked;
    }
}
