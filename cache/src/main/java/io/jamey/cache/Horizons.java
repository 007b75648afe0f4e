package io.jamey.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.cache.tiers.Horizon;
import java.time.Duration;

/// When the next memory of each namespace expires, as far as it is known.
final class Horizons {
    private static final int NAMESPACES_MAX = 10_000;

    private final MemoryStore store;
    private final Writes writes;
    private final long reach;
    private final Cache<Namespace, Long> known = Caffeine.newBuilder()
            .maximumSize(NAMESPACES_MAX)
            .executor(Runnable::run)
            .build();

    /// @param reach how far ahead to look: no answer is kept for longer
    Horizons(MemoryStore store, Writes writes, Duration reach) {
        this.store = store;
        this.writes = writes;
        this.reach = reach.toNanos() / 1_000;
    }

    /// Microseconds until which no memory expires, for an answer that is read from `now` on. Costs a page of
    /// those that do, once in a while.
    long of(Namespace namespace, Moment moment, long now) {
        Long there = known.getIfPresent(namespace);
        if (there != null && now < there) {
            return there;
        }
        long horizon = Horizon.of(store, namespace, now, reach);
        known.asMap().compute(namespace, (_, old) -> writes.moment(namespace).equals(moment) ? (Long) horizon : old);
        return horizon;
    }

    /// To be called during a write that may bring an earlier expiry.
    void forget(Namespace namespace) {
        known.invalidate(namespace);
    }

    void forgetAll() {
        known.invalidateAll();
    }
}
