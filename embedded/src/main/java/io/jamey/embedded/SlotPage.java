package io.jamey.embedded;

import io.jamey.Cursor;
import io.jamey.PageRequest;
import io.jamey.embedded.attributes.Slots;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Picks one page of a listing from the slots that a filter accepts: one look at each, and a heap as large as
/// the page and what is skipped before it.
record SlotPage(Slots slots, PageRequest request, Optional<Cursor.Position> after) {

    /// The slots of the page in order, and one more if another page follows.
    int[] of(BitSet accepted) {
        Comparator<Integer> order = switch (request.order()) {
            case NEWEST_FIRST -> (a, b) -> slots.compareCreated(b, a);
            case OLDEST_FIRST -> slots::compareCreated;
            case BY_SEQUENCE -> slots::comparePlaces;
        };
        long end = Math.min(request.offset() + request.limit() + 1, Integer.MAX_VALUE);
        var best = new PriorityQueue<Integer>(order.reversed());
        for (int slot = accepted.nextSetBit(0); slot >= 0; slot = accepted.nextSetBit(slot + 1)) {
            if (isAfterCursor(slot)) {
                best.add(slot);
                if (best.size() > end) {
                    best.poll();
                }
            }
        }
        return best.stream()
                .sorted(order)
                .skip(request.offset())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean isAfterCursor(int slot) {
        if (after.isEmpty()) {
            return true;
        }
        Cursor.Position position = after.get();
        return switch (request.order()) {
            case NEWEST_FIRST -> slots.compareCreated(slot, position) < 0;
            case OLDEST_FIRST -> slots.compareCreated(slot, position) > 0;
            case BY_SEQUENCE -> slots.comparePlaces(slot, position) > 0;
        };
    }
}
