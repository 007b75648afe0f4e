package io.jamey.embedded.vectors;

import java.util.function.IntBinaryOperator;

/// Keeps the best slots by exact cosine, ties in the caller's order: a heap with the worst of them on top.
final class BestSlots {
    private final IntBinaryOperator tieOrder;
    private final int[] slots;
    private final double[] cosines;
    private int size;

    BestSlots(int limit, IntBinaryOperator tieOrder) {
        this.tieOrder = tieOrder;
        this.slots = new int[limit];
        this.cosines = new double[limit];
    }

    boolean isFull() {
        return size == slots.length;
    }

    /// The cosine of the worst slot kept; there must be one.
    double worst() {
        return cosines[0];
    }

    void offer(int slot, double cosine) {
        if (Double.isNaN(cosine)) {
            return;
        }
        if (!isFull()) {
            rise(size++, slot, cosine);
        } else if (isBetter(slot, cosine, 0)) {
            sink(slot, cosine);
        }
    }

    private boolean isBetter(int slot, double cosine, int at) {
        return cosine != cosines[at] ? cosine > cosines[at] : tieOrder.applyAsInt(slot, slots[at]) < 0;
    }

    private void rise(int from, int slot, double cosine) {
        int at = from;
        while (at > 0 && !isBetter(slot, cosine, (at - 1) / 2)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        set(at, slot, cosine);
    }

    private void sink(int slot, double cosine) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBetter(slots[child], cosines[child], child + 1)) {
                child++;
            }
            if (!isBetter(slot, cosine, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, slot, cosine);
    }

    private void move(int from, int to) {
        set(to, slots[from], cosines[from]);
    }

    private void set(int at, int slot, double cosine) {
        slots[at] = slot;
        cosines[at] = cosine;
    }

    /// Empties itself into `bestSlots` and `bestCosines`, best first; both have room for [#size].
    void drain(int[] bestSlots, double[] bestCosines) {
        while (size > 0) {
            bestSlots[size - 1] = slots[0];
            bestCosines[size - 1] = cosines[0];
            size--;
            sink(slots[size], cosines[size]);
        }
    }

    int size() {
        return size;
    }
}
