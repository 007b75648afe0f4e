package io.jamey.embedded.vectors;

import java.util.Arrays;

/// Keeps the slots with the highest estimates of all it is offered.
///
/// Twice as many as asked for are let in before the lower half is thrown out, which is cheaper than keeping them
/// in order.
final class Reservoir {
    private final int capacity;
    private final long[] keys;
    private int size;
    private float threshold;

    /// @param threshold only estimates above it are let in
    Reservoir(int capacity, float threshold) {
        this.capacity = capacity;
        this.keys = new long[2 * capacity];
        this.threshold = threshold;
    }

    /// What an estimate must exceed to be let in: never falls.
    float threshold() {
        return threshold;
    }

    void offer(float estimate, int slot) {
        if (estimate > threshold) {
            keys[size++] = (long) sortable(estimate) << Integer.SIZE | slot;
            if (size == keys.length) {
                prune();
            }
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
        threshold = Float.intBitsToFloat(flipped((int) (keys[0] >> Integer.SIZE)));
    }

    /// Numbers that compare as the floats do.
    private static int sortable(float estimate) {
        return flipped(Float.floatToRawIntBits(estimate));
    }

    private static int flipped(int bits) {
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}
