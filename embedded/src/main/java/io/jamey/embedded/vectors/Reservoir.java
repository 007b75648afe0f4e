package io.jamey.embedded.vectors;

import java.util.Arrays;

/// Keeps the slots with the highest estimates of all it is offered, of equal ones the higher slots, in whatever
/// order they come.
///
/// Twice as many as asked for are let in before the lower half is thrown out, which is cheaper than keeping
/// them in order.
final class Reservoir {
    private final int capacity;
    private final long[] keys;
    private int size;

    /// Only keys above it are let in.
    private long floor;

    private float threshold;

    /// @param threshold only estimates of at least this are let in
    Reservoir(int capacity, float threshold) {
        this.capacity = capacity;
        this.keys = new long[2 * capacity];
        this.floor = key(threshold, 0) - 1;
        this.threshold = threshold;
    }

    /// What an estimate must reach to be let in: never falls.
    float threshold() {
        return threshold;
    }

    /// Lets in only what would be let in elsewhere too.
    ///
    /// @param other the threshold of a reservoir whose slots will be offered to this one, or this one's to it
    void raise(float other) {
        if (other > threshold) {
            threshold = other;
            floor = Math.max(floor, key(other, 0) - 1);
        }
    }

    void offer(float estimate, int slot) {
        long key = key(estimate, slot);
        if (key > floor) {
            keys[size++] = key;
            if (size == keys.length) {
                prune();
            }
        }
    }

    /// Offers all that the other has kept.
    void offerAll(Reservoir other) {
        for (int i = 0; i < other.size; i++) {
            offer(estimate(other.keys[i]), (int) other.keys[i]);
        }
    }

    /// The slots kept, in ascending order.
    int[] slots() {
        prune();
        int[] slots = new int[size];
        for (int i = 0; i < size; i++) {
            slots[i] = (int) keys[i];
        }
        Arrays.sort(slots);
        return slots;
    }

    private void prune() {
        if (size < capacity) {
            return;
        }
        Arrays.sort(keys, 0, size);
        System.arraycopy(keys, size - capacity, keys, 0, capacity);
        size = capacity;
        floor = Math.max(floor, keys[0]);
        threshold = Math.max(threshold, estimate(keys[0]));
    }

    /// Compares as the estimates do, then as the slots.
    private static long key(float estimate, int slot) {
        return (long) flipped(Float.floatToRawIntBits(estimate)) << Integer.SIZE | slot;
    }

    private static float estimate(long key) {
        return Float.intBitsToFloat(flipped((int) (key >> Integer.SIZE)));
    }

    /// Between the bits of a float and a number that compares as the float does.
    private static int flipped(int bits) {
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}
