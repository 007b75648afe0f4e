package io.jamey.bench.pairs;

/// A process that measures died, or gave no answer for so long that it was ended. The message names the side, what
/// it was asked, and what it said last.
public final class WorkerLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkerLost(String message) {
        super(message);
    }
}
