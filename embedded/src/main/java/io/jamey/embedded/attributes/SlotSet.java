package io.jamey.embedded.attributes;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A set of slots: one slot without any further object, more as a compressed bitmap. Many metadata values occur
/// once.
final class SlotSet {
    private static final int EMPTY = -1;

    private int only = EMPTY;
    private @Nullable RoaringBitmap many;

    void add(int slot) {
        if (many != null) {
            many.add(slot);
        } else if (only == EMPTY) {
            only = slot;
        } else if (only != slot) {
            many = RoaringBitmap.bitmapOf(only, slot);
        }
    }

    void remove(int slot) {
        if (many != null) {
            many.remove(slot);
        } else if (only == slot) {
            only = EMPTY;
        }
    }

    boolean isEmpty() {
        return many == null ? only == EMPTY : many.isEmpty();
    }

    /// Gives back room to grow.
    void trim() {
        if (many != null) {
            many.runOptimize();
            many.trim();
        }
    }

    void addTo(BitSet target) {
        if (many != null) {
            many.forEach((int slot) -> target.set(slot));
        } else if (only != EMPTY) {
            target.set(only);
        }
    }

    /// Memory held, an estimate.
    long bytes() {
        return 24 + (many == null ? 0 : many.getLongSizeInBytes() + 120);
    }
}
