package io.jamey.bench.load;

import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.bench.dataset.DataShape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many memories each namespace must hold and can hold, all and by the shares that filters pick, while any
/// number of threads write.
///
/// A write counts as begun before it is sent and as done once it is acknowledged. Whoever reads in between may see it
/// or not.
final class Inventory {
    /// How far a write has come.
    enum Event {
        STORE_BEGUN,
        STORED,
        DELETE_BEGUN,
        DELETED
    }

    private static final List<Share> SHARES = List.of(Share.values());
    /// Counts of a namespace: all, then by share.
    private static final int COUNTS = 1 + SHARES.size();

    private final int namespaces;
    private final Map<Event, AtomicLongArray> counts = new EnumMap<>(Event.class);

    Inventory(DataShape shape) {
        namespaces = shape.namespaces();
        for (Event event : Event.values()) {
            counts.put(event, new AtomicLongArray(namespaces * COUNTS));
        }
    }

    void note(Event event, int namespace, long row) {
        AtomicLongArray counted = counted(event);
        counted.incrementAndGet(place(namespace, Optional.empty()));
        for (Share share : SHARES) {
            if (share.has(row)) {
                counted.incrementAndGet(place(namespace, Optional.of(share)));
            }
        }
    }

    /// A memory that is there from the beginning.
    void noteInitial(int namespace, long row) {
        note(Event.STORE_BEGUN, namespace, row);
        note(Event.STORED, namespace, row);
    }

    long count(Event event, int namespace, Optional<Share> share) {
        return counted(event).get(place(namespace, share));
    }

    private AtomicLongArray counted(Event event) {
        return Objects.requireNonNull(counts.get(event));
    }

    private static int place(int namespace, Optional<Share> share) {
        return namespace * COUNTS + share.map(each -> 1 + SHARES.indexOf(each)).orElse(0);
    }

    long total(Event event) {
        long sum = 0;
        for (int namespace = 0; namespace < namespaces; namespace++) {
            sum += count(event, namespace, Optional.empty());
        }
        return sum;
    }

    /// What a read that begins now can find.
    Sight look(int namespace, Optional<Share> share) {
        return new Sight(
                this, namespace, share, count(Event.STORED, namespace, share), count(Event.DELETED, namespace, share));
    }

    /// What was acknowledged when a read began.
    record Sight(Inventory inventory, int namespace, Optional<Share> share, long stored, long deleted) {
        /// The fewest the read can have found, if it is over now.
        long least() {
            return stored - inventory.count(Event.DELETE_BEGUN, namespace, share);
        }

        /// The most it can have found.
        long most() {
            return inventory.count(Event.STORE_BEGUN, namespace, share) - deleted;
        }
    }
}
