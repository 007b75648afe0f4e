package io.jamey.embedded.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Columns hold what was put, whatever its size and order.
class ColumnsTest {
    private static final int SLOTS = 3_000;

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void numbers_of_any_size_come_back() {
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            var column = new NumberColumn();
            var expected = new HashMap<Integer, Long>();
            long base = random.nextLong();
            for (int i = 0; i < SLOTS; i++) {
                int slot = random.nextInt(SLOTS);
                long number = base + (bits == 0 ? 0 : random.nextLong() >> (Long.SIZE - bits));
                column.set(slot, number);
                expected.put(slot, number);
            }
            column.trim(SLOTS);
            expected.forEach((slot, number) ->
                    assertThat(column.get(slot)).as("seed %d", seed).isEqualTo(number));
            assertThat(column.bytes()).isLessThanOrEqualTo(SLOTS * ((bits + 2 + 7L) / 8) + 100);
        }
    }

    @Test
    void extremes_come_back() {
        var column = new NumberColumn();
        long[] extremes = {0, Long.MIN_VALUE, Long.MAX_VALUE, -1, 1};
        for (int slot = 0; slot < extremes.length; slot++) {
            column.set(slot, extremes[slot]);
        }
        for (int slot = 0; slot < extremes.length; slot++) {
            assertThat(column.get(slot)).isEqualTo(extremes[slot]);
        }
    }

    @Test
    void shares_come_back_to_the_last_bit() {
        var column = new ShareColumn();
        for (int slot = 0; slot <= 1_000; slot++) {
            column.set(slot, slot / 1_000.0);
        }
        long small = column.codes().bytes();
        double[] others = {0, 1, Double.MIN_VALUE, Math.nextDown(1.0), 1 / 3.0, 0.1 + 0.2, Math.nextUp(0.7)};
        for (int i = 0; i < others.length; i++) {
            column.set(1_001 + i, others[i]);
        }
        for (int slot = 0; slot <= 1_000; slot++) {
            assertThat(column.get(slot)).isEqualTo(slot / 1_000.0);
        }
        for (int i = 0; i < others.length; i++) {
            assertThat(column.get(1_001 + i)).isEqualTo(others[i]);
        }
        assertThat(small).isLessThan(2_500);
    }

    @Test
    void lists_come_back_and_their_room_is_used_again() {
        var lists = new SlotLists();
        Map<Integer, int[]> expected = new HashMap<>();
        long largest = 0;
        for (int i = 0; i < 60_000; i++) {
            int slot = random.nextInt(500);
            lists.remove(slot);
            int[] numbers =
                    random.ints(random.nextInt(6), 0, 1 << random.nextInt(31)).toArray();
            lists.put(slot, numbers, numbers.length);
            expected.put(slot, numbers);
            largest = Math.max(largest, lists.bytes());
        }
        lists.trim(500);
        expected.forEach((slot, numbers) ->
                assertThat(lists.get(slot)).as("seed %d", seed).isEqualTo(numbers));
        assertThat(lists.get(501)).isEmpty();
        assertThat(largest).isLessThan(60_000);
    }

    @Test
    void a_use_counts_if_it_is_later_and_is_forgotten_with_the_slot() {
        var column = new AccessColumn();
        column.reset(2_000);
        assertThat(column.get(2_000, 5)).isEqualTo(5);
        long untouched = column.bytes();
        column.touch(2_000, 9);
        column.touch(2_000, 7);
        assertThat(column.get(2_000, 5)).isEqualTo(9);
        assertThat(column.bytes()).isGreaterThan(untouched);
        column.reset(2_000);
        assertThat(column.get(2_000, 5)).isEqualTo(5);
    }
}
