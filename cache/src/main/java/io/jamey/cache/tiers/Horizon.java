package io.jamey.cache.tiers;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.encoding.Micros;

/// When the next memory of a namespace expires: an answer about the namespace is right no longer than that,
/// whether or not the memory is in it. Totals and word statistics change.
public final class Horizon {
    private Horizon() {}

    /// Microseconds until which no memory expires, for an answer that is read from `now` on; `now + reach` if none
    /// does within `reach`. Costs a page of those that do.
    public static long of(MemoryStore store, Namespace namespace, long now, long reach) {
        Filter soon = Filter.less(Field.EXPIRES_AT, Micros.toInstant(now + reach));
        Page page = store.listPaginated(namespace, PageRequest.of(Limits.PAGE).where(soon));
        if (page.total() > page.items().size()) {
            return now; // with so many about to expire an answer would not be right for long anyway
        }
        return page.items().stream()
                .flatMap(memory -> memory.expiresAt().stream())
                .mapToLong(Micros::of)
                .min()
                .orElse(now + reach);
    }
}
