package io.jamey.bench.measuring;

import java.time.Duration;

/// How much is done to measure one operation.
///
/// @param warmUpCalls after which it may count as warm
/// @param warmUpMax after which it is measured, warm or not
/// @param slices that are measured
/// @param slice the least that one takes
public record Effort(long warmUpCalls, Duration warmUpMax, int slices, Duration slice) {
    /// About four seconds for an operation.
    public static final Effort THOROUGH = new Effort(2_000, Duration.ofSeconds(3), 20, Duration.ofMillis(50));
    /// About one and a half.
    public static final Effort QUICK = new Effort(500, Duration.ofMillis(1_000), 10, Duration.ofMillis(40));
}
