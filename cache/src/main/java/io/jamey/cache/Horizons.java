package io.jamey.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.time.Duration;

/// When the next memory of a namespace expires: an answer about the namespace is right no longer than that,
/// whether or not the memory is in it.
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
        Filter soon = Filter.less(Field.EXPIRES_AT, Micros.toInstant(now + reach));
        Page page = store.listPaginated(namespace, PageRequest.of(Limits.PAGE).where(soon));
        long next = page.items().stream()
                .flatMap(memory -> memory.expiresAt().stream())
                .mapToLong(Micros::of)
                .min()
                .orElse(now + reach);
        // With so many about to expire an answer would not be right for long anyway.
        long horizon = page.total() > page.items().size() ? now : next;
        known.asMap().compute(namespace, (_, old) -> writes.moment(namespace).equals(moment) ? (Long) horizon : old);
        return horizon;
    }

    /// To be called during a write that may bring an earlier expiry.
    void forget(Namespace namespace) {
        known.invalidate(namespace);
    }
}
