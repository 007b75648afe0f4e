package io.jamey.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<Double> ticks(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::at).toList();
    }

    @Test
    void aLinearAxisEndsAtARoundValueThatIsNotLess() {
        assertThat(ticks(Axis.fromZero("", 93, String::valueOf))).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(ticks(Axis.fromZero("", 100, String::valueOf)))
                .endsWith(100.0)
                .hasSize(6);
        assertThat(Axis.fromZero("", 0, String::valueOf).to()).isPositive();
    }

    @Test
    void aLogarithmicAxisSpansAllValuesWithRoundEnds() {
        assertThat(ticks(Axis.logarithmic("", 3, 40, String::valueOf))).containsExactly(2.0, 5.0, 10.0, 20.0, 50.0);
        assertThat(ticks(Axis.logarithmic("", 3, 40_000, String::valueOf)))
                .containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);
        var random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            double min = Math.pow(10, random.nextDouble(-9, 9));
            double max = min * Math.pow(10, random.nextDouble(6) * random.nextInt(2));
            var axis = Axis.logarithmic("", min, max, String::valueOf);
            assertThat(axis.from()).isLessThanOrEqualTo(min);
            assertThat(axis.to()).isGreaterThanOrEqualTo(max);
            assertThat(ticks(axis)).isSorted().hasSizeBetween(2, 12);
        }
    }

    @Test
    void placesValuesBetweenItsEnds() {
        var axis = Axis.logarithmic("", 1, 100, String::valueOf);

        assertThat(axis.place(10)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.place(0)).isZero();
        assertThat(axis.place(1e9)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Axis.logarithmic("", 0, 1, String::valueOf));
    }
}
