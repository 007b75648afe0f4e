package io.jamey.bench.measuring;

import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.work.Work;
import java.util.List;
import java.util.OptionalDouble;

/// What was measured of one operation. Times are in nanoseconds; all figures are for one operation.
///
/// @param calls that were measured
/// @param p95 and p99 over all calls, on the wall; of the means of calls where a call stands for many
///     operations
/// @param spread half of the distance between the 10 % and the 90 % quantile of the slices' medians, as a share
///     of the median
/// @param slices the median of each slice, on the wall
/// @param work that was counted
/// @param recall empty for operations that estimate nothing
public record Figures(
        Benchmark benchmark,
        long calls,
        double median,
        double p95,
        double p99,
        double spread,
        List<Double> slices,
        double cpu,
        Work work,
        OptionalDouble recall) {

    /// Whether the median keeps to the budget, if there is one.
    public boolean withinBudget() {
        return benchmark.budgetMicros().isEmpty()
                || median <= benchmark.budgetMicros().getAsDouble() * 1e3;
    }
}
