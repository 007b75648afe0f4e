package io.jamey.embedded.attributes;

import java.util.Arrays;

/// The slots of one session in order of their places; equal places in order of id. Appending is cheap, anything
/// else costs the session's length. The order is the caller's to bring, always the same.
final class SessionTurns {
    private int[] slots = new int[2];
    private int size;

    void add(int slot, SlotOrder order) {
        int at = position(slot, order);
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, size + (size >> 2) + 2);
        }
        System.arraycopy(slots, at, slots, at + 1, size - at);
        slots[at] = slot;
        size++;
    }

    void remove(int slot, SlotOrder order) {
        int at = position(slot, order);
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        size--;
    }

    /// The slot of the last memory; -1 in an empty session.
    int last() {
        return size == 0 ? -1 : slots[size - 1];
    }

    /// The slot of the memory before the one in this slot; -1 before the first.
    int previous(int slot, SlotOrder order) {
        int at = position(slot, order);
        return at == 0 ? -1 : slots[at - 1];
    }

    /// The slot of the memory after the one in this slot; -1 after the last.
    int next(int slot, SlotOrder order) {
        int at = position(slot, order);
        return at + 1 == size ? -1 : slots[at + 1];
    }

    long bytes() {
        return 40 + 4L * slots.length;
    }

    /// Where the slot is, or would be.
    private int position(int slot, SlotOrder order) {
        if (size > 0 && order.compare(slots[size - 1], slot) < 0) {
            return size;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(slots[middle], slot) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
