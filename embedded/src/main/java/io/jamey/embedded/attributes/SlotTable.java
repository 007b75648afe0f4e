package io.jamey.embedded.attributes;

import java.util.Arrays;

/// Finds the slot of an id: open addressing with linear probing over slot numbers, 4 to 8 bytes per memory. The
/// ids themselves are in their columns, which the caller passes as a hash and an equality.
final class SlotTable {
    private static final int EMPTY = -1;
    private static final int DELETED = -2;

    /// Whether a slot holds the id that is looked for.
    @FunctionalInterface
    interface Holds {
        boolean test(int slot);
    }

    /// The hash of the id that a slot holds.
    @FunctionalInterface
    interface Hash {
        int of(int slot);
    }

    private int[] table = filled(16);
    /// Cells that are not [#EMPTY].
    private int taken;

    int find(int hash, Holds holds) {
        int mask = table.length - 1;
        for (int cell = hash & mask; table[cell] != EMPTY; cell = (cell + 1) & mask) {
            if (table[cell] != DELETED && holds.test(table[cell])) {
                return table[cell];
            }
        }
        return EMPTY;
    }

    /// Adds a slot that is not there yet; `hashes` serves the others when the table grows.
    void add(int slot, Hash hashes) {
        if ((taken + 1) * 2 > table.length) {
            rebuild(hashes);
        }
        place(slot, hashes.of(slot));
    }

    void remove(int slot, int hash) {
        int mask = table.length - 1;
        for (int cell = hash & mask; table[cell] != EMPTY; cell = (cell + 1) & mask) {
            if (table[cell] == slot) {
                table[cell] = DELETED;
                return;
            }
        }
    }

    long bytes() {
        return 4L * table.length;
    }

    private void place(int slot, int hash) {
        int mask = table.length - 1;
        int cell = hash & mask;
        while (table[cell] >= 0) {
            cell = (cell + 1) & mask;
        }
        if (table[cell] == EMPTY) {
            taken++;
        }
        table[cell] = slot;
    }

    private void rebuild(Hash hashes) {
        int[] old = table;
        int slots = 0;
        for (int slot : old) {
            slots += slot >= 0 ? 1 : 0;
        }
        table = filled(Math.max(16, Integer.highestOneBit(slots + 1) * 4));
        taken = 0;
        for (int slot : old) {
            if (slot >= 0) {
                place(slot, hashes.of(slot));
            }
        }
    }

    private static int[] filled(int length) {
        int[] table = new int[length];
        Arrays.fill(table, EMPTY);
        return table;
    }
}
