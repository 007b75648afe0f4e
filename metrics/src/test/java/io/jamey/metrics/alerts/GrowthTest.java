package io.jamey.metrics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Growth per second, by hand. Whether it is Prometheus' is for [TwinTest].
class GrowthTest {
    @Test
    void needs_two_samples() {
        assertThat(perSecond(60, 30, 5)).isEmpty();
    }

    @Test
    void is_extrapolated_to_the_ends_of_the_window() {
        // 10 to 50 s are seen, 5 a second; a sample is due at each end
        close(perSecond(60, 10, 1000, 30, 1100, 50, 1200), 5);
    }

    @Test
    void is_extrapolated_by_half_a_distance_where_no_sample_is_near() {
        // 30 to 50 s are seen: five seconds before it, and the ten until the end
        close(perSecond(60, 30, 1000, 40, 1050, 50, 1100), 100 * (35 / 20.0) / 60);
    }

    @Test
    void begins_where_the_counter_would_have_been_zero() {
        // two seconds before the first sample
        close(perSecond(60, 10, 10, 30, 110, 50, 210), 200 * (52 / 40.0) / 60);
    }

    @Test
    void goes_on_when_the_counter_begins_again() {
        close(perSecond(60, 10, 1000, 30, 1100, 50, 60), (100 + 60) * (60 / 40.0) / 60);
    }

    private static void close(OptionalDouble actual, double expected) {
        assertThat(actual).isPresent();
        assertThat(actual.orElseThrow()).isCloseTo(expected, Offset.offset(1e-9));
    }

    private static OptionalDouble perSecond(int windowSeconds, double... timesAndValues) {
        var growth = new Growth(0, windowSeconds * 1000L);
        for (int i = 0; i < timesAndValues.length; i += 2) {
            growth.add((long) (timesAndValues[i] * 1000), timesAndValues[i + 1]);
        }
        return growth.perSecond();
    }
}
