package io.jamey.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    private static Schedule schedule(double rate, Load.Arrivals arrivals, long seed) {
        return Schedule.of(new Load.Open(rate, arrivals), LENGTH, Mix.USUAL, seed);
    }

    @Test
    void isTheSameFromTheSameSeedAndAnotherFromAnother() {
        var one = schedule(100, Load.Arrivals.POISSON, 1);
        var same = schedule(100, Load.Arrivals.POISSON, 1);
        var other = schedule(100, Load.Arrivals.POISSON, 2);

        assertThat(same.size()).isEqualTo(one.size());
        int differing = 0;
        for (int i = 0; i < one.size(); i++) {
            assertThat(same.due(i)).isEqualTo(one.due(i));
            assertThat(same.action(i)).isEqualTo(one.action(i));
            differing += i < other.size() && other.due(i) == one.due(i) ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(one.size() * 9 / 10);
    }

    @Test
    void keepsTheRateAndTheMix() {
        assertThat(schedule(100, Load.Arrivals.UNIFORM, 1).size()).isCloseTo(10_000, within(1));
        var random = schedule(100, Load.Arrivals.POISSON, 7);
        assertThat(random.size()).isCloseTo(10_000, within(500)); // five standard deviations

        Map<Action, Integer> counts = new EnumMap<>(Action.class);
        double squares = 0;
        for (int i = 1; i < random.size(); i++) {
            counts.merge(random.action(i), 1, Integer::sum);
            double gap = random.due(i) - (double) random.due(i - 1);
            assertThat(gap).isNotNegative();
            squares += gap * gap / random.size();
        }
        assertThat(counts.get(Action.RETRIEVE)).isCloseTo(4_000, within(350));
        assertThat(counts.get(Action.DELETE)).isCloseTo(500, within(120));
        // The mean square of exponential gaps is twice the square of their mean.
        assertThat(squares).isCloseTo(2 * 1e14, within(0.3e14));
    }

    @Test
    void refusesWhatNobodyCouldHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule(1e9, Load.Arrivals.POISSON, 1))
                .withMessageContaining("lower rate");
        assertThatIllegalArgumentException().isThrownBy(() -> new Load.Open(0, Load.Arrivals.POISSON));
        assertThatIllegalArgumentException().isThrownBy(() -> new Load.Closed(0));
    }

    @Test
    void mixesReadAsTheyAreWritten() {
        assertThat(Mix.parse(Mix.USUAL.toString())).isEqualTo(Mix.USUAL);
        for (String wrong :
                new String[] {"", "store", "store=x", "store=1,store=2", "stare=1", "store=0", "store=-1"}) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Mix.parse(wrong));
        }
    }
}
