package io.jamey.embedded;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/// Embeddings lately compared, as they are in the file, so that a search need not read them there.
///
/// Keyed by row: rows are never given out twice, so an entry cannot pass for another memory's. Whoever changes
/// or removes a row says so here, under the lock of its namespace; whoever reads it to put it here holds that
/// lock too. Thread-safe.
final class VectorCache {
    /// What an entry costs besides its components, an estimate.
    private static final int ENTRY_BYTES = 120;

    private final Cache<Long, float[]> vectors;
    private final long bytesMax;

    VectorCache(long bytesMax) {
        this.bytesMax = bytesMax;
        vectors = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Long _, float[] vector) -> ENTRY_BYTES + Float.BYTES * vector.length)
                // On the caller's thread: in the background it would be late to notice that memory is short.
                .executor(Runnable::run)
                .build();
    }

    /// The embedding in a row, not to be changed; null if it is not here.
    float @Nullable [] find(long rid) {
        return vectors.getIfPresent(rid);
    }

    /// @param vector not to be changed from now on
    void put(long rid, float[] vector) {
        vectors.put(rid, vector);
    }

    void forget(long rid) {
        vectors.invalidate(rid);
    }

    void clear() {
        vectors.invalidateAll();
    }

    /// Whether reading ahead would push out what was put here for a reason.
    boolean isNearlyFull() {
        return bytes() > bytesMax / 10 * 9;
    }

    /// Memory held, an estimate.
    long bytes() {
        return vectors.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
