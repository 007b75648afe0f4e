package io.jamey.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Everything that is kept, within one budget, and how often it was of use. Which of it is still right, the
/// stamps say: see [Writes].
final class Entries {
    private final long bytesMax;
    private final Cache<Key, Entry> kept;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    Entries(long bytesMax) {
        this.bytesMax = bytesMax;
        kept = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key _, Entry entry) -> entry.bytes())
                .evictionListener((_, _, _) -> evictions.increment())
                // On the caller's thread: in the background it would be late to notice that memory is short.
                .executor(Runnable::run)
                .build();
    }

    /// What may be served under this key, counted as a hit or a miss.
    @Nullable Entry find(Key key, long stamp, long now) {
        Entry entry = kept.getIfPresent(key);
        if (entry != null && entry.isServable(stamp, now)) {
            hits.increment();
            return entry;
        }
        misses.increment();
        if (entry != null) {
            stale.increment();
            kept.asMap().remove(key, entry);
        }
        return null;
    }

    /// The same, uncounted.
    @Nullable Entry peek(Key key, long stamp, long now) {
        Entry entry = kept.getIfPresent(key);
        return entry != null && entry.isServable(stamp, now) ? entry : null;
    }

    /// Keeps an entry if it is still right at the instant when others can see it.
    void keep(Key key, Entry entry, BooleanSupplier right) {
        kept.asMap().compute(key, (_, old) -> right.getAsBoolean() ? entry : old);
    }

    void remove(Key key) {
        kept.invalidate(key);
    }

    CacheStatistics statistics() {
        return new CacheStatistics(
                kept.estimatedSize(),
                kept.policy()
                        .eviction()
                        .map(eviction -> eviction.weightedSize().orElse(0))
                        .orElse(0L),
                bytesMax,
                hits.sum(),
                misses.sum(),
                stale.sum(),
                evictions.sum());
    }
}
