package io.jamey.embedded.attributes;

import java.util.Arrays;

/// Finds the slot of an id: open addressing with linear probing over slot numbers, 5 to 8 bytes per memory. The
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
        for (int cell = home(hash); table[cell] != EMPTY; cell = next(cell)) {
            if (table[cell] != DELETED && holds.test(table[cell])) {
                return table[cell];
            }
        }
        return EMPTY;
    }

    /// Adds a slot that is not there yet; `hashes` serves the others when the table grows.
    void add(int slot, Hash hashes) {
        if (taken >= table.length - (table.length >> 2)) {
            rebuild(hashes);
        }
        place(slot, hashes.of(slot));
    }

    /// Makes room for so many slots at once, while there are none.
    void reserve(int slots) {
        if (taken == 0) {
            table = filled(length(slots));
        }
    }

    void remove(int slot, int hash) {
        for (int cell = home(hash); table[cell] != EMPTY; cell = next(cell)) {
            if (table[cell] == slot) {
                table[cell] = DELETED;
                return;
            }
        }
    }

    long bytes() {
        return 4L * table.length;
    }

    /// Where a hash belongs, by its share of the range of hashes: so the table may have any length.
    private int home(int hash) {
        return (int) (((hash & 0xffffffffL) * table.length) >>> Integer.SIZE);
    }

    private int next(int cell) {
        return cell + 1 == table.length ? 0 : cell + 1;
    }

    private void place(int slot, int hash) {
        int cell = home(hash);
        while (table[cell] >= 0) {
            cell = next(cell);
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
        table = filled(length(slots));
        taken = 0;
        for (int slot : old) {
            if (slot >= 0) {
                place(slot, hashes.of(slot));
            }
        }
    }

    /// Four in seven are taken then, and three in four when the table grows.
    private static int length(int slots) {
        return Math.addExact(16, slots + (slots >> 1) + (slots >> 2));
    }

    private static int[] filled(int length) {
        int[] table = new int[length];
        Arrays.fill(table, EMPTY);
        return table;
    }
}
