package io.jamey.bench.statistics;

import java.util.Arrays;

/// The exact signed-rank interval for the centre of values that lie symmetrically around it, whatever their
/// distribution: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945), turned
/// into an interval by J. W. Tukey (1949). The estimate that goes with it is the median of all means of two
/// values: J. L. Hodges and E. L. Lehmann, "Estimates of location based on rank tests", Annals of Mathematical
/// Statistics 34 (1963).
public final class SignedRank {
    /// Beyond it, counts of sets no longer fit.
    static final int VALUES_MAX = 1_000;

    private SignedRank() {}

    /// The Hodges-Lehmann estimate: the median of the means of all pairs of values, each value with itself too.
    public static double estimate(double... values) {
        return Quantiles.of(walshAverages(values), 0.5);
    }

    /// The interval that holds the centre with at least this probability; without bounds where there are too few
    /// values to say anything so sure.
    public static Interval interval(double confidence, double... values) {
        int rank = rank(values.length, confidence);
        if (rank == 0) {
            return Interval.UNBOUNDED;
        }
        double[] averages = walshAverages(values);
        return new Interval(averages[rank - 1], averages[averages.length - rank]);
    }

    /// How many values it takes before an interval so sure has bounds.
    public static int valuesNeeded(double confidence) {
        int values = 1;
        while (rank(values, confidence) == 0) {
            values++;
        }
        return values;
    }

    /// Which of the sorted means, counted from 1 at either end, bound the interval; 0 for none.
    static int rank(int values, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must lie between 0 and 1, not " + confidence);
        }
        double tail = (1 - confidence) / 2 * (1 + 1e-12); // 1 - 0.95 is a bit less than 0.05
        int rank = 0;
        while (atMost(values, rank) <= tail) {
            rank++;
        }
        return rank;
    }

    /// The probability that the ranks of positive values sum up to `sum` or less, when each of `values` is as
    /// likely positive as negative.
    static double atMost(int values, int sum) {
        if (values < 1 || values > VALUES_MAX) {
            throw new IllegalArgumentException("1 to " + VALUES_MAX + " values have signed ranks, not " + values);
        }
        int most = Math.min(sum, values * (values + 1) / 2);
        double[] probability = new double[most + 1]; // of each sum, with the ranks looked at so far
        probability[0] = 1;
        for (int rank = 1; rank <= values; rank++) {
            for (int at = most; at >= 0; at--) {
                probability[at] = (probability[at] + (at >= rank ? probability[at - rank] : 0)) / 2;
            }
        }
        return Arrays.stream(probability).sum();
    }

    private static double[] walshAverages(double... values) {
        double[] averages = new double[values.length * (values.length + 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i; j < values.length; j++) {
                averages[next++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(averages);
        return averages;
    }
}
