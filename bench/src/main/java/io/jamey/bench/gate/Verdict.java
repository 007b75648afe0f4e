package io.jamey.bench.gate;

/// What is said of an operation in the end, the best first.
public enum Verdict {
    /// Not known to be slower, and surely not so much slower that it would fail.
    PASS,
    /// Too noisy to see whether it is so much slower.
    INCONCLUSIVE,
    /// Surely slower, and surely not so much that it would fail.
    WARN,
    /// Surely slower, perhaps by too much; seen twice, on fresh blocks.
    FAIL;

    public Verdict orWorse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
