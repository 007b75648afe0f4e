package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void a_value_counts_in_standard_deviations_above_the_mean() {
        var spread = Spread.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

        assertThat(spread.z(5)).isCloseTo(0, within(1e-9));
        assertThat(spread.z(9)).isCloseTo(2, within(1e-9));
        assertThat(spread.z(3)).isCloseTo(-1, within(1e-9));
    }

    @Test
    void values_that_are_not_known_do_not_count() {
        var spread = Spread.of(new double[] {Double.NaN, 1, Double.NaN, 3});

        assertThat(spread.z(3)).isCloseTo(1, within(1e-9));
    }

    @Test
    void values_that_do_not_differ_say_nothing() {
        assertThat(Spread.of(new double[] {}).z(7)).isZero();
        assertThat(Spread.of(new double[] {5}).z(7)).isZero();
        assertThat(Spread.of(new double[] {0, 0}).z(7)).isZero();
        assertThat(Spread.of(new double[] {0.1, 0.1, 0.1}).z(7)).isZero();
        assertThat(Spread.of(new double[] {Double.MIN_VALUE, 0}).z(7)).isZero();
    }

    @Test
    void a_difference_of_rounding_says_nothing() {
        assertThat(Spread.of(new double[] {0.7, Math.nextUp(0.7), 0.7}).z(0.7)).isZero();
    }

    @Test
    void small_differences_of_large_values_are_told_apart() {
        var spread = Spread.of(new double[] {1_000_000, 1_000_001});

        assertThat(spread.z(1_000_001)).isCloseTo(1, within(1e-4));
    }

    @Test
    void the_order_of_the_values_does_not_change_a_bit() {
        var random = new Random(1);
        double[] values = random.doubles(5_000, -3, 40).toArray();
        var spread = Spread.of(values);
        for (int round = 0; round < 20; round++) {
            for (int i = values.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double swapped = values[i];
                values[i] = values[j];
                values[j] = swapped;
            }
            assertThat(Spread.of(values).z(11.3)).isEqualTo(spread.z(11.3));
        }
    }
}
