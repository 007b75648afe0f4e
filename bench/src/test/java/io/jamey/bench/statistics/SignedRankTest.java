package io.jamey.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignedRankTest {
    /// Depth of permeability, in Hollander and Wolfe, "Nonparametric Statistical Methods" (1973), example 3.1:
    /// differences of the Hamilton depression scale of nine patients.
    private static final double[] DEPRESSION = {-0.952, 0.147, -1.022, -0.430, -0.620, -0.590, -0.490, 0.080, -0.010};

    @Test
    void theDistributionIsThatOfAllSigns() {
        for (int values = 1; values <= 12; values++) {
            int[] sets = new int[values * (values + 1) / 2 + 1];
            for (int signs = 0; signs < 1 << values; signs++) {
                int sum = 0;
                for (int rank = 1; rank <= values; rank++) {
                    sum += (signs >> (rank - 1) & 1) * rank;
                }
                sets[sum]++;
            }
            int seen = 0;
            for (int sum = 0; sum < sets.length; sum++) {
                seen += sets[sum];
                assertThat(SignedRank.atMost(values, sum)).isCloseTo((double) seen / (1 << values), within(1e-12));
            }
        }
    }

    /// Critical values T of Wilcoxon's table (Wilcoxon, Katti and Wilcox, 1963), two-sided: the greatest sum whose
    /// tail does not exceed half of the level. The bounds are the T + 1st means from either end.
    @Test
    void ranksAreThoseOfThePublishedTable() {
        int[] five = {0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 29, 34, 40, 46, 52}; // 6 to 20 values, 5 %
        for (int i = 0; i < five.length; i++) {
            assertThat(SignedRank.rank(6 + i, 0.95)).as("%d values", 6 + i).isEqualTo(five[i] + 1);
        }
        int[] one = {0, 1, 3, 5, 7, 9, 12, 15, 19, 23, 27, 32, 37}; // 8 to 20 values, 1 %
        for (int i = 0; i < one.length; i++) {
            assertThat(SignedRank.rank(8 + i, 0.99)).as("%d values", 8 + i).isEqualTo(one[i] + 1);
        }
        assertThat(SignedRank.rank(7, 0.99)).isZero();
        assertThat(SignedRank.valuesNeeded(0.99)).isEqualTo(8);
        assertThat(SignedRank.valuesNeeded(0.95)).isEqualTo(6);
    }

    @Test
    void aTextbookExampleComesOut() {
        assertThat(SignedRank.estimate(DEPRESSION)).isCloseTo(-0.46, within(0.0051));
        Interval interval = SignedRank.interval(0.96, DEPRESSION);
        assertThat(interval.low()).isCloseTo(-0.786, within(0.001));
        assertThat(interval.high()).isCloseTo(-0.010, within(0.001));
    }

    @Test
    void theIntervalHoldsWhatTheTestDoesNotReject() {
        var random = new SplittableRandom(11);
        for (int values = 6; values <= 10; values++) {
            double[] sample = random.doubles(values, -1, 2).toArray();
            Interval interval = SignedRank.interval(0.95, sample);
            for (double centre = -1; centre <= 2; centre += 0.0137) {
                assertThat(interval.contains(centre))
                        .as("%s of %s", centre, Arrays.toString(sample))
                        .isEqualTo(probability(sample, centre) > 0.05);
            }
        }
    }

    /// The test's probability by trying all signs.
    private static double probability(double[] sample, double centre) {
        double[] away = Arrays.stream(sample).map(value -> value - centre).toArray();
        double[] sizes = Arrays.stream(away).map(Math::abs).sorted().toArray();
        int positive = 0;
        for (double value : away) {
            positive += value > 0 ? Arrays.binarySearch(sizes, value) + 1 : 0;
        }
        int all = 1 << sample.length;
        int below = 0;
        int above = 0;
        for (int signs = 0; signs < all; signs++) {
            int sum = 0;
            for (int rank = 1; rank <= sample.length; rank++) {
                sum += (signs >> (rank - 1) & 1) * rank;
            }
            below += sum <= positive ? 1 : 0;
            above += sum >= positive ? 1 : 0;
        }
        return Math.min(1, 2.0 * Math.min(below, above) / all);
    }

    @Test
    void saysNothingOfTooFewValues() {
        assertThat(SignedRank.interval(0.99, 1, 2, 3, 4, 5, 6, 7)).isEqualTo(Interval.UNBOUNDED);
        assertThat(SignedRank.interval(0.99, 1, 2, 3, 4, 5, 6, 7, 8)).isEqualTo(new Interval(1, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> SignedRank.interval(1, 1, 2));
    }

    @Test
    void theEstimateCannotBePulledByOneValue() {
        assertThat(SignedRank.estimate(1, 2, 3, 4, 5)).isEqualTo(3);
        assertThat(SignedRank.estimate(1, 2, 3, 4, 1e9)).isLessThan(5);
    }
}
