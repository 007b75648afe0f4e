package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VectorCacheTest {
    private static final int DIMENSION = 64;
    private static final int ENTRIES = 320;

    private final VectorCache cache = new VectorCache((40 + Float.BYTES * DIMENSION) * ENTRIES);

    private static float[] vector(long rid) {
        var vector = new float[DIMENSION];
        Arrays.fill(vector, (float) rid);
        return vector;
    }

    private boolean has(long rid) {
        return cache.visit(rid, 7, (place, found) -> {
            assertThat(place).isEqualTo(7);
            assertThat(Arrays.equals(found, vector(rid)))
                    .as("what row %s has", rid)
                    .isTrue();
        });
    }

    private void put(LongStream rids) {
        rids.forEach(rid -> cache.put(rid, vector(rid)));
    }

    private long held(LongStream rids) {
        return rids.filter(this::has).count();
    }

    @Test
    void what_is_put_is_shown_until_it_is_forgotten() {
        put(LongStream.of(1, 2, 3));
        cache.forget(2);
        cache.forget(9);
        assertThat(held(LongStream.of(1, 3))).isEqualTo(2);
        assertThat(has(2)).isFalse();
        cache.clear();
        assertThat(has(1)).isFalse();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void the_array_that_was_put_may_be_used_again() {
        float[] reused = vector(1);
        cache.put(1, reused);
        Arrays.fill(reused, 2);
        cache.put(2, reused);
        assertThat(held(LongStream.of(1, 2))).isEqualTo(2);
    }

    @Test
    void rows_that_fit_are_all_there_in_whatever_steps_they_come() {
        for (int step : new int[] {1, 2, 16, 100, 1 << 20}) {
            cache.clear();
            put(LongStream.range(0, ENTRIES * 2 / 3).map(i -> 5 + i * step));
            assertThat(held(LongStream.range(0, ENTRIES * 2 / 3).map(i -> 5 + i * step)))
                    .as("in steps of " + step)
                    .isGreaterThanOrEqualTo(ENTRIES * 6 / 10);
        }
    }

    @Test
    void it_keeps_to_its_budget() {
        put(LongStream.range(1, 10 * ENTRIES));
        assertThat(cache.bytes()).isEqualTo((40L + Float.BYTES * DIMENSION) * ENTRIES);
        assertThat(cache.isNearlyFull()).isTrue();
        var none = new VectorCache(0);
        none.put(1, vector(1));
        assertThat(none.bytes()).isZero();
        assertThat(none.isNearlyFull()).isTrue();
    }

    @Test
    void what_is_read_once_does_not_push_out_what_is_compared_again_and_again() {
        put(LongStream.range(1, 200));
        long once = 1_000;
        for (int round = 0; round < 500; round++) {
            assertThat(held(LongStream.range(1, 200))).as("round " + round).isEqualTo(199);
            put(LongStream.range(once, once + 8));
            once += 8;
        }
    }

    @Test
    void what_is_asked_for_several_times_takes_the_place_of_what_no_longer_is() {
        put(LongStream.range(1, 300));
        for (int i = 0; i < 5; i++) {
            held(LongStream.range(1, 300));
        }
        for (int i = 0; i < 12; i++) {
            LongStream.range(10_000, 10_160).filter(rid -> !has(rid)).forEach(rid -> cache.put(rid, vector(rid)));
        }
        assertThat(held(LongStream.range(10_000, 10_160))).isGreaterThan(140);
    }

    @Test
    void once_it_is_full_it_makes_no_garbage() {
        put(LongStream.range(1, 10 * ENTRIES));
        float[] vector = vector(1);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (long rid = 20_000; rid < 30_000; rid++) {
            cache.put(rid, vector);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void nobody_sees_an_embedding_that_is_being_pushed_out() throws Exception {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        try (var executor = Executors.newFixedThreadPool(4)) {
            var done = executor.invokeAll(IntStream.range(0, 4)
                    .mapToObj(n -> (Callable<Long>) () -> ask(new Random(seed + n)))
                    .toList());
            for (Future<Long> found : done) {
                assertThat(found.get()).isPositive();
            }
        }
        assertThat(cache.bytes()).isLessThanOrEqualTo((40L + Float.BYTES * DIMENSION) * ENTRIES);
    }

    private long ask(Random random) {
        long found = 0;
        for (int i = 0; i < 20_000; i++) {
            long rid = random.nextInt(1, 3 * ENTRIES);
            if (has(rid)) {
                found++;
            } else {
                cache.put(rid, vector(rid));
            }
            if (i % 10 == 0) {
                cache.forget(random.nextInt(1, 3 * ENTRIES));
            }
        }
        return found;
    }
}
