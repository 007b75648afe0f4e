package io.jamey.bench.gate;

import io.jamey.bench.measuring.Usage;
import io.jamey.bench.work.Count;

/// Calls that were measured in one go on one side, and what they used together.
public record SliceFigures(long calls, Usage usage) {
    public SliceFigures {
        if (calls < 1) {
            throw new IllegalArgumentException("a slice has a call at least, not " + calls);
        }
    }

    /// What one call took.
    public double of(Measure measure) {
        return switch (measure) {
            case CPU -> (double) usage.cpuNanos() / calls;
            case WALL -> (double) usage.wallNanos() / calls;
            case ALLOC, WORK -> of(Count.ALLOCATED_BYTES);
        };
    }

    /// What one call did.
    public double of(Count count) {
        return usage.work().of(count) / calls;
    }
}
