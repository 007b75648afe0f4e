package io.jamey.bench.gate;

/// How a command of the gate ends.
public enum Outcome {
    PASSED(0),
    REGRESSED(1),
    BASELINE_MISSING(3),
    /// Only where it was asked to be strict.
    INCONCLUSIVE(4),
    /// The environment is too noisy for a judgement.
    UNFIT(5);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
