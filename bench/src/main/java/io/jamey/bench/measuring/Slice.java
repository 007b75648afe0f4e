package io.jamey.bench.measuring;

import java.util.stream.LongStream;

/// Calls that were measured in one go. Immutable.
public final class Slice {
    private final long calls;
    private final Usage usage;
    private final long[] nanos;

    /// Takes the array over.
    Slice(long calls, Usage usage, long... nanos) {
        this.calls = calls;
        this.usage = usage;
        this.nanos = nanos;
    }

    public long calls() {
        return calls;
    }

    /// What all calls used together, without what was done before and after them.
    public Usage usage() {
        return usage;
    }

    /// The time of each call on the wall, in order; nothing where calls were not timed singly.
    public LongStream nanos() {
        return LongStream.of(nanos);
    }

    /// Nanoseconds of processor time for one call.
    public double cpuPerCall() {
        return (double) usage.cpuNanos() / calls;
    }
}
