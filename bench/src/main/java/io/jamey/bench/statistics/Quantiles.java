package io.jamey.bench.statistics;

import java.util.Arrays;

/// Quantiles of all values, interpolated between neighbours (type 7 of Hyndman and Fan, 1996).
public final class Quantiles {
    private Quantiles() {}

    /// The quantile below which this share of the values lies.
    ///
    /// @param sorted values in ascending order, one at least
    /// @param share 0 to 1
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile needs a value, and a share from 0 to 1, not " + share);
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// The middle of values in any order.
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return of(sorted, 0.5);
    }
}
