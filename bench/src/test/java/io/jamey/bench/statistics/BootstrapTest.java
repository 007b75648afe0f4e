package io.jamey.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.bench.statistics.Bootstrap.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void isCandidateToBaseAndExactWhereNothingVaries() {
        Interval interval =
                Bootstrap.ratioOfMedians(List.of(List.of(new Pair(10, 12)), List.of(new Pair(10, 12))), 0.99, 1);

        assertThat(interval.low()).isCloseTo(1.2, within(1e-12));
        assertThat(interval.high()).isCloseTo(1.2, within(1e-12));
    }

    @Test
    void isWideWhereBlocksDifferThoughSlicesDoNot() {
        List<List<Pair>> alike = new ArrayList<>();
        List<List<Pair>> unlike = new ArrayList<>();
        var random = new SplittableRandom(3);
        for (int block = 0; block < 12; block++) {
            double ofBlock = Math.exp(0.1 * random.nextGaussian());
            alike.add(IntStream.range(0, 12)
                    .mapToObj(_ -> new Pair(1, Math.exp(0.1 * random.nextGaussian())))
                    .toList());
            unlike.add(
                    IntStream.range(0, 12).mapToObj(_ -> new Pair(1, ofBlock)).toList());
        }

        double narrow = Bootstrap.ratioOfMedians(alike, 0.99, 1).halfWidth();
        double wide = Bootstrap.ratioOfMedians(unlike, 0.99, 1).halfWidth();

        assertThat(wide).isGreaterThan(2 * narrow);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        var random = new SplittableRandom(5);
        List<Double> base = random.doubles(20, 1, 2).boxed().toList();
        List<Double> candidate = random.doubles(20, 2, 4).boxed().toList();

        Interval first = Bootstrap.ratioOfMedians(base, candidate, 0.95, 9);

        assertThat(Bootstrap.ratioOfMedians(base, candidate, 0.95, 9)).isEqualTo(first);
        assertThat(first.contains(2.0)).isTrue();
        assertThat(first.low()).isGreaterThan(1.2);
    }

    @Test
    void needsSomethingToDrawFrom() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.ratioOfMedians(List.of(), 0.9, 1));
    }
}
