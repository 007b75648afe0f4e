package io.jamey.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    private static final Percentage FORTIETH = Percentage.withPercentage(2.6);

    @Test
    void quantilesAreThoseOfTheSortedTimes() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.Logger log = System.getLogger(getClass().getName());
        log.log(System.Logger.Level.INFO, "-Djamey.seed=" + seed);
        var random = new Random(seed);
        for (double spread : new double[] {0.1, 1, 3}) {
            var histogram = new DurationHistogram();
            long[] times = new long[20_000];
            for (int i = 0; i < times.length; i++) {
                times[i] = (long) Math.min(9e10, Math.exp(random.nextGaussian() * spread) * 300_000) + 100;
                histogram.record(times[i]);
            }
            Arrays.sort(times);
            DurationSnapshot snapshot = histogram.snapshot();

            for (double share : new double[] {0, 0.01, 0.25, 0.5, 0.95, 0.99, 0.999, 1}) {
                int rank = (int) Math.max(1, Math.ceil(share * times.length)) - 1;
                assertThat(snapshot.quantile(share))
                        .as("p%s of spread %s", share * 100, spread)
                        .isCloseTo((double) times[rank], Percentage.withPercentage(5.1));
            }
            assertThat(snapshot.count()).isEqualTo(times.length);
            assertThat(snapshot.min()).isEqualTo(times[0]);
            assertThat(snapshot.max()).isEqualTo(times[times.length - 1]);
            assertThat(snapshot.sum()).isEqualTo(Arrays.stream(times).sum());
            assertThat(snapshot.mean()).isCloseTo(Arrays.stream(times).average().orElseThrow(), within(1e-3));
        }
    }

    @Test
    void oneTimeIsEveryQuantile() {
        var histogram = new DurationHistogram();
        histogram.record(123_456);

        for (double share : new double[] {0, 0.5, 0.99, 1}) {
            assertThat(histogram.snapshot().quantile(share)).isEqualTo(123_456);
        }
    }

    @Test
    void anyTimeIsInTheBucketThatItDoesNotPass() {
        for (int bucket = 0; bucket < Buckets.count() - 1; bucket++) {
            long limit = Buckets.limit(bucket);
            assertThat(Buckets.of(limit)).as("%s ns", limit).isEqualTo(bucket);
            assertThat(Buckets.of(limit + 1)).as("%s + 1 ns", limit).isEqualTo(bucket + 1);
            if (bucket > 0) {
                assertThat((double) limit)
                        .isCloseTo((double) Buckets.limit(bucket - 1), Percentage.withPercentage(5.01));
            }
        }
        assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.count() - 1);
        assertThat(Buckets.of(0)).isZero();
    }

    @Test
    void whatIsAtMostAWrittenLimitIsCountedExactly() {
        var histogram = new DurationHistogram();
        long[] limits = IntStream.of(1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 250, 500, 1000)
                .mapToLong(millis -> millis * 1_000_000L)
                .toArray();
        for (long limit : limits) {
            histogram.record(limit);
            histogram.record(limit + 1);
        }
        DurationSnapshot snapshot = histogram.snapshot();

        for (int i = 0; i < limits.length; i++) {
            assertThat(snapshot.atMost(limits[i])).as("%s ns", limits[i]).isEqualTo(2L * i + 1);
        }
        assertThat(snapshot.atMost(Long.MAX_VALUE)).isEqualTo(2L * limits.length);
    }

    @Test
    void whatCameSinceAnEarlierMomentIsTheDifference() {
        var histogram = new DurationHistogram();
        histogram.record(1_000);
        histogram.record(90_000_000);
        DurationSnapshot before = histogram.snapshot();
        histogram.record(5_000);
        histogram.record(7_000);

        DurationSnapshot since = histogram.snapshot().since(before);

        assertThat(since.count()).isEqualTo(2);
        assertThat(since.sum()).isEqualTo(12_000);
        assertThat((double) since.max()).isCloseTo(7_000, FORTIETH);
        assertThat((double) since.min()).isCloseTo(5_000, Percentage.withPercentage(5.1));
        assertThat(DurationSnapshot.together(List.of(since, before)).count()).isEqualTo(4);
        assertThat(histogram.snapshot().since(histogram.snapshot()).count()).isZero();
        assertThat(DurationSnapshot.none().quantile(0.5)).isZero();
    }

    @Test
    void threadsLoseNothing() throws Exception {
        var histogram = new DurationHistogram();
        int threads = 8;
        int times = 50_000;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            Callable<Void> task = () -> {
                for (int i = 1; i <= times; i++) {
                    histogram.record(i);
                }
                return null;
            };
            for (var done : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(_ -> task).toList())) {
                done.get();
            }
        }

        assertThat(histogram.snapshot().count()).isEqualTo((long) threads * times);
        assertThat(histogram.snapshot().sum()).isEqualTo((long) threads * times * (times + 1) / 2);
    }

    @Test
    void aShareIsBetweenNothingAndAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationSnapshot.none().quantile(99))
                .withMessageContaining("between 0 and 1");
    }
}
