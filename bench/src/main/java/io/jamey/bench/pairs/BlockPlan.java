package io.jamey.bench.pairs;

import java.time.Duration;

/// How much one block measures of one operation.
///
/// @param pairs of slices
/// @param slice processor time of a slice, at least, unless `sliceMax` comes first
/// @param sliceMax time on the wall, about, that a slice takes at most
/// @param warmUpCalls after which an operation may count as warm
/// @param warmUpMax after which it is measured, warm or not
public record BlockPlan(int pairs, Duration slice, Duration sliceMax, long warmUpCalls, Duration warmUpMax) {
    public static final BlockPlan USUAL =
            new BlockPlan(20, Duration.ofMillis(20), Duration.ofMillis(30), 1_000, Duration.ofMillis(3_000));
    public static final BlockPlan ROUGH =
            new BlockPlan(4, Duration.ofMillis(20), Duration.ofMillis(30), 250, Duration.ofMillis(400));
    /// For work that is counted: it hardly varies.
    public static final BlockPlan COUNTING =
            new BlockPlan(2, Duration.ofMillis(20), Duration.ofMillis(100), 500, Duration.ofMillis(500));

    public BlockPlan {
        if (pairs < 1 || !slice.isPositive() || !sliceMax.isPositive()) {
            throw new IllegalArgumentException("a block needs a pair of slices, and they some time");
        }
    }
}
