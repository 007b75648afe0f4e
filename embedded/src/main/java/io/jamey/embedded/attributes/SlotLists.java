package io.jamey.embedded.attributes;

import java.util.Arrays;

/// A short list of small numbers for each slot, end to end in one array: `count { number }`, seven bits a byte,
/// the lowest first, the top bit set on all bytes but the last.
final class SlotLists {
    /// Bytes of lists that are gone which are never worth moving the others.
    private static final int DEAD_LEAST = 4_096;

    private static final int[] NOTHING = {};

    private byte[] pool = new byte[64];
    /// Where a slot's list begins, plus 1; 0 where it has none.
    private int[] starts = new int[8];
    private int end;
    private int dead;

    /// Gives a slot, which has none, its list.
    void put(int slot, int[] numbers, int count) {
        if (count == 0) {
            return;
        }
        if (slot >= starts.length) {
            starts = Arrays.copyOf(starts, slot + 1 + (slot >> 3) + 8);
        }
        int most = Math.addExact(end, Math.multiplyExact(5, count + 1));
        if (most > pool.length) {
            pool = Arrays.copyOf(pool, Math.addExact(most, most >> 3));
        }
        starts[slot] = end + 1;
        write(count);
        for (int i = 0; i < count; i++) {
            write(numbers[i]);
        }
    }

    /// The numbers of a slot, in the order they were put; the caller's own.
    int[] get(int slot) {
        if (slot >= starts.length || starts[slot] == 0) {
            return NOTHING;
        }
        int at = starts[slot] - 1;
        int[] numbers = new int[read(at)];
        at += length(at);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = read(at);
            at += length(at);
        }
        return numbers;
    }

    void remove(int slot) {
        if (slot < starts.length && starts[slot] != 0) {
            dead += listLength(starts[slot] - 1);
            starts[slot] = 0;
            if (dead > Math.max(DEAD_LEAST, end / 2)) {
                compact(starts.length);
            }
        }
    }

    /// Gives back room beyond so many slots.
    void trim(int slots) {
        compact(Math.min(slots, starts.length));
    }

    long bytes() {
        return pool.length + 4L * starts.length;
    }

    private void compact(int slots) {
        byte[] packed = new byte[end - dead];
        int packedEnd = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (starts[slot] != 0) {
                int length = listLength(starts[slot] - 1);
                System.arraycopy(pool, starts[slot] - 1, packed, packedEnd, length);
                starts[slot] = packedEnd + 1;
                packedEnd += length;
            }
        }
        starts = Arrays.copyOf(starts, slots);
        pool = packed;
        end = packedEnd;
        dead = 0;
    }

    private int listLength(int from) {
        int at = from + length(from);
        for (int left = read(from); left > 0; left--) {
            at += length(at);
        }
        return at - from;
    }

    private void write(int number) {
        int rest = number;
        while (rest >= 0x80) {
            pool[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        pool[end++] = (byte) rest;
    }

    private int read(int from) {
        int number = 0;
        int at = from;
        int shift = 0;
        while (pool[at] < 0) {
            number |= (pool[at++] & 0x7f) << shift;
            shift += 7;
        }
        return number | (pool[at] << shift);
    }

    private int length(int from) {
        int at = from;
        while (pool[at] < 0) {
            at++;
        }
        return at + 1 - from;
    }
}
