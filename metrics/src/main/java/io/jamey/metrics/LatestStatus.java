package io.jamey.metrics;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.StoreStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Asks a store for its status, but not again and again: one answer serves everybody for some seconds. A store that
/// cannot answer has no status, and whoever reads it goes on.
final class LatestStatus {
    private static final Logger LOG = System.getLogger(LatestStatus.class.getName());
    private static final long FRESH_NANOS = Duration.ofSeconds(4).toNanos();

    private final MemoryStore store;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Reading latest;

    private record Reading(long time, Optional<StoreStatus> status) {}

    LatestStatus(MemoryStore store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        latest = ask();
    }

    /// Whoever comes while another asks takes what was known before.
    Optional<StoreStatus> read() {
        if (nanoTime.getAsLong() - latest.time >= FRESH_NANOS && asking.tryLock()) {
            try {
                latest = ask();
            } finally {
                asking.unlock();
            }
        }
        return latest.status;
    }

    private Reading ask() {
        Optional<StoreStatus> status;
        try {
            status = Optional.of(store.status());
        } catch (MemoryException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the store says nothing of its sizes", e);
            status = Optional.empty();
        }
        return new Reading(nanoTime.getAsLong(), status);
    }
}
