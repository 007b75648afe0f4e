package io.jamey.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/// Finds where the distribution of a series changes: E-divisive (Matteson and James, "A Nonparametric Approach for
/// Multiple Change Point Analysis of Multivariate Data", JASA 109, 2014), as MongoDB and Apache Otava use it on
/// performance figures: segments are split where the energy distance between both sides is greatest, for as long as
/// a permutation test says that chance would seldom do as well.
///
/// Time grows with the square of a series' length: a second for 300 points that change.
public final class EDivisive {
    /// No segment is shorter, so that one outlier is no segment.
    private static final int SEGMENT_MIN = 3;

    private static final int PERMUTATIONS = 1_999;
    /// By how much a perfect step must be less likely than the significance asks for.
    private static final double MARGIN = 4;

    private final double significance;
    private final long seed;

    /// @param significance the chance of seeing a change in a series that has none: 0.001 to 0.05
    /// @param seed of the permutations: the same seed, the same answer
    public EDivisive(double significance, long seed) {
        if (!(significance >= 0.001 && significance <= 0.05)) {
            throw new IllegalArgumentException("the significance must be 0.001 to 0.05, not " + significance);
        }
        this.significance = significance;
        this.seed = seed;
    }

    /// Where a new segment begins.
    ///
    /// @param at the place of its first value
    /// @param p the share of permutations that split at least as well, their number and itself included
    public record ChangePoint(int at, double p) {}

    private record Split(int at, double distance) {
        static final Split NONE = new Split(-1, Double.NEGATIVE_INFINITY);
    }

    /// With fewer values, not even a perfect step would surely be significant: of all ways to part so many into
    /// halves, too many are the same or its mirror image.
    public int pointsNeeded() {
        int half = SEGMENT_MIN;
        while (2 / ways(half) > significance / MARGIN) {
            half++;
        }
        return 2 * half;
    }

    private static double ways(int half) {
        double ways = 1;
        for (int i = 1; i <= half; i++) {
            ways *= (double) (half + i) / i;
        }
        return ways;
    }

    public int permutations() {
        return PERMUTATIONS;
    }

    /// In the order of the series. Nothing for a series that is too short.
    public List<ChangePoint> of(double[] values) {
        var found = new ArrayList<ChangePoint>();
        if (values.length < pointsNeeded()) {
            return found;
        }
        double[] scaled = scaled(values);
        var bounds = new TreeSet<>(List.of(0, scaled.length));
        var random = new Random(seed);
        while (true) {
            Split best = best(scaled, bounds);
            if (best.at() < 0 || best.distance() <= 0) {
                break;
            }
            double p = chance(scaled, bounds, best.distance(), random);
            if (p > significance) {
                break;
            }
            found.add(new ChangePoint(best.at(), p));
            bounds.add(best.at());
        }
        found.sort(Comparator.comparingInt(ChangePoint::at));
        return found;
    }

    /// Figures are compared by their ratios, wherever they all have one.
    private static double[] scaled(double... values) {
        double[] scaled = values.clone();
        for (double value : values) {
            if (value <= 0) {
                return scaled;
            }
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.log(scaled[i]);
        }
        return scaled;
    }

    private static Split best(double[] values, NavigableSet<Integer> bounds) {
        Split best = Split.NONE;
        int from = 0;
        for (int to : bounds.tailSet(0, false)) {
            Split split = best(values, from, to);
            best = split.distance() > best.distance() ? split : best;
            from = to;
        }
        return best;
    }

    /// The best place to split one segment. The right side may end before the segment does (Matteson and James,
    /// section 3.1): else a level that is left and returned to would go unseen.
    private static Split best(double[] values, int from, int to) {
        int n = to - from;
        Split best = Split.NONE;
        var sums = new DistanceSums(values, from, to);
        for (int at = SEGMENT_MIN; at <= n - SEGMENT_MIN; at++) {
            double left = sums.of(at, at);
            for (int end = at + SEGMENT_MIN; end <= n; end++) {
                double between = sums.of(at, end) - left;
                double right = sums.of(end, end) - 2 * between - left;
                double size = at;
                double other = end - at;
                double energy =
                        2 * between / (size * other) - left / (size * (size - 1)) - right / (other * (other - 1));
                double distance = size * other / (size + other) * energy;
                best = distance > best.distance() ? new Split(from + at, distance) : best;
            }
        }
        return best;
    }

    /// Distances of all pairs of values, summed up so that those of any two stretches are a subtraction away.
    private static final class DistanceSums {
        private final int width;
        private final double[] sums;

        DistanceSums(double[] values, int from, int to) {
            width = to - from + 1;
            sums = new double[width * width];
            for (int i = 1; i < width; i++) {
                double row = 0;
                for (int k = 1; k < width; k++) {
                    row += Math.abs(values[from + i - 1] - values[from + k - 1]);
                    sums[i * width + k] = sums[(i - 1) * width + k] + row;
                }
            }
        }

        /// From each of the first `i` values to each of the first `k`.
        double of(int i, int k) {
            return sums[i * width + k];
        }
    }

    /// The share of permutations within segments whose best split is at least as good; where it is clear that too
    /// many are, 1.
    private double chance(double[] values, NavigableSet<Integer> bounds, double distance, Random random) {
        double[] shuffled = values.clone();
        int asGood = 1;
        for (int i = 0; i < PERMUTATIONS; i++) {
            int from = 0;
            for (int to : bounds.tailSet(0, false)) {
                shuffle(shuffled, from, to, random);
                from = to;
            }
            // Sums in another order differ in their last digits.
            asGood += best(shuffled, bounds).distance() >= distance * (1 - 1e-9) ? 1 : 0;
            if (asGood > significance * (PERMUTATIONS + 1)) {
                return 1;
            }
        }
        return asGood / (PERMUTATIONS + 1.0);
    }

    private static void shuffle(double[] values, int from, int to, Random random) {
        for (int i = to - 1; i > from; i--) {
            int other = from + random.nextInt(i - from + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
