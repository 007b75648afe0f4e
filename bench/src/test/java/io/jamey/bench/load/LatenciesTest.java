package io.jamey.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.bench.load.report.Words;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static Latencies of(long... nanos) {
        var recorder = Latencies.recorder();
        Arrays.stream(nanos).forEach(recorder::recordValue);
        return Latencies.of(recorder);
    }

    @Test
    void quantilesAreWithinAHundredthOfAnExactSort() {
        long[] values = new SplittableRandom(5)
                .doubles(50_000)
                .mapToLong(chance -> (long) (20_000 * Math.pow(1 - chance, -1.5)))
                .map(nanos -> Math.min(nanos, Latencies.NANOS_MAX))
                .toArray();
        var latencies = of(values);
        Arrays.sort(values);

        for (double share : List.of(0.5, 0.95, 0.99, 0.999)) {
            double exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(latencies.quantile(share).orElseThrow() / exact).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void quantilesOfTooFewValuesAreNotTold() {
        long[] few = new long[9_999];
        long[] enough = new long[10_000];
        Arrays.fill(few, 5);
        Arrays.fill(enough, 5);

        assertThat(of(few).quantile(0.999)).isEmpty();
        assertThat(of(enough).quantile(0.999)).hasValue(5);
        assertThat(of(few).quantile(0.99)).hasValue(5);
        assertThat(of().quantile(0.5)).isEmpty();
        assertThat(of().curve()).isEmpty();
        assertThat(of(3).curve()).hasSize(1);
    }

    @Test
    void theLongestOfNothingIsADash() {
        assertThat(Words.longest(of())).isEqualTo("-");
        assertThat(Words.longest(of(5_000))).isEqualTo("5.00 us");
    }

    @Test
    void aLongValueStandsForThoseThatWouldHaveWaitedBehindIt() {
        long[] values = new long[1_000];
        Arrays.fill(values, 1_000_000);
        values[500] = 1_000_000_000;

        assertThat(of(values).quantile(0.99).orElseThrow()).isLessThan(2_000_000);
        assertThat(of(values).asIfSentEvery(1_000_000).quantile(0.99).orElseThrow())
                .isGreaterThan(900_000_000);
    }
}
