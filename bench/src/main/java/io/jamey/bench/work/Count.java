package io.jamey.bench.work;

/// What is counted. It hardly varies between runs of the same program, so that a small increase means something.
public enum Count {
    /// Bytes allocated: the compiler decides what it keeps off the heap, a little differently each time.
    ALLOCATED_BYTES("allocated_bytes", "bytes allocated", 0.05, 64),
    /// Bytes handed to the operating system.
    WRITTEN_BYTES("written_bytes", "bytes written", 0.02, 64),
    /// System calls that write.
    WRITE_CALLS("write_calls", "write calls", 0.02, 0.05),
    /// Groups of writes made durable, each with one sync of the disk.
    COMMITS("commits", "commits", 0.02, 0.05),
    /// Statements that a database was given.
    STATEMENTS("statements", "statements", 0.02, 0.05);

    private final String field;
    private final String words;
    private final double tolerance;
    private final double negligible;

    Count(String field, String words, double tolerance, double negligible) {
        this.field = field;
        this.words = words;
        this.tolerance = tolerance;
        this.negligible = negligible;
    }

    /// Its name in documents and messages.
    public String field() {
        return field;
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

    public boolean isBytes() {
        return this == ALLOCATED_BYTES || this == WRITTEN_BYTES;
    }

    /// Whether the store counts it itself, so that the same calls with the same inputs give the same number. What
    /// it does on its own, now and then, can only add to it.
    public boolean isExact() {
        return this == COMMITS || this == STATEMENTS;
    }
}
