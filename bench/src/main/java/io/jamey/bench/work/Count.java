package io.jamey.bench.gate;

/// Work that is counted, not timed. It hardly varies between runs of the same program, so that a small increase
/// means something.
public enum Count {
    /// Bytes allocated: the compiler decides what it keeps off the heap, a little differently each time.
    ALLOCATED_BYTES("bytes allocated", 0.05, 64),
    /// Bytes handed to the operating system.
    WRITTEN_BYTES("bytes written", 0.02, 64),
    /// System calls that write.
    WRITE_CALLS("write calls", 0.02, 0.05);

    private final String words;
    private final double tolerance;
    private final double negligible;

    Count(String words, double tolerance, double negligible) {
        this.words = words;
        this.tolerance = tolerance;
        this.negligible = negligible;
    }

    public String words() {
        return words;
    }

    /// The share by which it may grow.
    public double tolerance() {
        return tolerance;
    }

    /// So little in one operation counts as nothing: it is added to both sides of a ratio.
    public double negligible() {
        return negligible;
    }
}
