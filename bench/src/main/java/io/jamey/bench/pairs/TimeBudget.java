package io.jamey.bench.pairs;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Shares the time of a run out to its groups of operations, so that the first do not take it all: each gets its
/// part of what is left. What a group does not need is left to those after it. One thread.
final class TimeBudget {
    /// Of a group's part, kept to measure again what fails.
    private static final double FOR_AGAIN = 1.0 / 3;

    private final LongSupplier nanos;
    private final long end;
    private int groups;
    private long groupEnd;

    /// @param groups of operations, which come one after the other
    /// @param nanos a clock
    TimeBudget(Duration whole, int groups, LongSupplier nanos) {
        this.nanos = nanos;
        this.groups = groups;
        end = nanos.getAsLong() + whole.toNanos();
    }

    /// The next group begins. Returns the nanoseconds that its first round may take; none or less when time is up.
    long first() {
        long left = (end - nanos.getAsLong()) / groups;
        groups--;
        groupEnd = nanos.getAsLong() + left;
        return (long) (left * (1 - FOR_AGAIN));
    }

    /// What is left for the group's second round.
    long again() {
        return groupEnd - nanos.getAsLong();
    }
}
