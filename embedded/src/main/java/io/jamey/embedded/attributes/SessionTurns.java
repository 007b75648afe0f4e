package io.jamey.embedded.attributes;

import java.util.Arrays;

/// The memories of one session in order of their places; equal places in order of id. Appending is cheap,
/// anything else costs the session's length.
final class SessionTurns {
    private long[] places = new long[4];
    private int[] slots = new int[4];
    private int size;

    /// Adds a memory; `ids` orders slots whose places are equal.
    void add(long place, int slot, SlotOrder ids) {
        int at = position(place, slot, ids);
        if (size == slots.length) {
            places = Arrays.copyOf(places, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
        }
        System.arraycopy(places, at, places, at + 1, size - at);
        System.arraycopy(slots, at, slots, at + 1, size - at);
        places[at] = place;
        slots[at] = slot;
        size++;
    }

    void remove(long place, int slot, SlotOrder ids) {
        int at = position(place, slot, ids);
        System.arraycopy(places, at + 1, places, at, size - at - 1);
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        size--;
    }

    /// The place behind the last memory; 0 in an empty session.
    long nextPlace() {
        return size == 0 ? 0 : places[size - 1] + 1;
    }

    /// The slot of the memory before the one in this slot, by place and then by id; -1 before the first.
    int previous(long place, int slot, SlotOrder ids) {
        int at = position(place, slot, ids);
        return at == 0 ? -1 : slots[at - 1];
    }

    /// The slot of the memory after the one in this slot, by place and then by id; -1 after the last.
    int next(long place, int slot, SlotOrder ids) {
        int at = position(place, slot, ids);
        return at + 1 == size ? -1 : slots[at + 1];
    }

    /// Where the slot is, or would be.
    private int position(long place, int slot, SlotOrder ids) {
        int at = firstAtOrAfter(place);
        while (at < size && places[at] == place && ids.compare(slots[at], slot) < 0) {
            at++;
        }
        return at;
    }

    private int firstAtOrAfter(long place) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
