package io.jamey.embedded.attributes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers by slot, each in as few bytes as the one that lies farthest from the first: most columns hold small
/// numbers, or times near to each other.
final class NumberColumn {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /// Numbers are read as eight bytes, the last one too, even if it takes none.
    private static final int BEHIND = Long.BYTES;

    private byte[] bytes = new byte[BEHIND];
    private int width;
    private long mask;
    private long base;
    private boolean isBased;
    private int capacity;

    /// A slot's number; of a slot that never had one, any.
    long get(int slot) {
        long code = (long) LONG.get(bytes, slot * width) & mask;
        return base + ((code >>> 1) ^ -(code & 1));
    }

    void set(int slot, long number) {
        if (!isBased) {
            isBased = true;
            base = number;
        }
        long distance = number - base;
        // Distances of either sign become small codes; beyond the range of a long they wrap around and back.
        long code = (distance << 1) ^ (distance >> (Long.SIZE - 1));
        if ((code & ~mask) != 0) {
            widen(Long.BYTES - Long.numberOfLeadingZeros(code) / Byte.SIZE);
        }
        if (slot >= capacity) {
            resize(slot + 1 + (slot >> 3) + 8);
        }
        put(slot, code);
    }

    /// Makes room for so many slots at once.
    void reserve(int slots) {
        if (slots > capacity) {
            resize(slots);
        }
    }

    /// Gives back room beyond so many slots.
    void trim(int slots) {
        if (slots < capacity) {
            resize(slots);
        }
    }

    long bytes() {
        return bytes.length;
    }

    private void put(int slot, long code) {
        int at = slot * width;
        long behind = (long) LONG.get(bytes, at) & ~mask;
        LONG.set(bytes, at, behind | code);
    }

    private void resize(int slots) {
        capacity = slots;
        bytes = Arrays.copyOf(bytes, Math.addExact(Math.multiplyExact(capacity, width), BEHIND));
    }

    private void widen(int wider) {
        byte[] old = bytes;
        int oldWidth = width;
        long oldMask = mask;
        width = wider;
        mask = wider == Long.BYTES ? -1 : (1L << (wider * Byte.SIZE)) - 1;
        bytes = new byte[Math.addExact(Math.multiplyExact(capacity, width), BEHIND)];
        for (int slot = 0; slot < capacity; slot++) {
            put(slot, (long) LONG.get(old, slot * oldWidth) & oldMask);
        }
    }
}
