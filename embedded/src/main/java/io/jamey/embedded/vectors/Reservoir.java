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
            offer(other.estimate(i), other.slot(i));
        }
    }

    /// Puts what is kept in order, highest first, to be read by rank until more is offered.
    void sort() {
        prune();
        Arrays.sort(keys, 0, size);
        for (int i = 0; i < size / 2; i++) {
            swap(i, size - 1 - i);
        }
    }

    int size() {
        return size;
    }

    int slot(int rank) {
        return (int) keys[rank];
    }

    float estimate(int rank) {
        return estimate(keys[rank]);
    }

    /// The slots of some ranks, in ascending order.
    int[] slots(int fromRank, int toRank) {
        int[] slots = new int[toRank - fromRank];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(fromRank + i);
        }
        Arrays.sort(slots);
        return slots;
    }

    /// Throws out what is not to be kept, so that the threshold is as high as it can be.
    void prune() {
        if (size < capacity) {
            return;
        }
        select();
        size = capacity;
        long lowest = keys[0];
        for (int i = 1; i < size; i++) {
            lowest = Math.min(lowest, keys[i]);
        }
        floor = Math.max(floor, lowest);
        threshold = Math.max(threshold, estimate(lowest));
    }

    /// Brings the highest keys, as many as are to be kept, to the front in any order (Hoare's quickselect).
    private void select() {
        int from = 0;
        int to = size - 1;
        while (from < to) {
            long pivot = keys[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (keys[i] > pivot) {
                    i++;
                }
                while (keys[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (capacity <= j) {
                to = j;
            } else if (capacity >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    private void swap(int i, int j) {
        long key = keys[i];
        keys[i] = keys[j];
        keys[j] = key;
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
