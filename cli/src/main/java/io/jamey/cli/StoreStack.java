package io.jamey.cli;

import io.jamey.Embedder;
import io.jamey.MemoryStore;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.layers.EmbeddingMemoryStore;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.postgres.PostgresMemoryStore;
import io.jamey.redis.RedisCachedMemoryStore;
import io.jamey.redis.RedisOptions;
import io.jamey.server.access.QuotaMemoryStore;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.StoreSettings;
import java.util.Optional;

/// A store and the layers before it. From the store outwards:
///
/// - searches explain themselves, below the cache, which keeps no answers that explain;
/// - the quota, below the embedder, so that embeddings made here are counted;
/// - the caches, before the quota, whose own reads are nobody's hits and misses, and below the embedder, so that they
///   know a search by the embedding it is done by: that in Redis, and that of this process, which hears from it of what
///   other processes write;
/// - the embedder.
///
/// Whoever measures or traces stands before all of them, and sees what the cache answers too.
///
/// @param bottom the store itself
/// @param store what callers talk to: the outermost layer
/// @param shared the cache in Redis
/// @param cache the cache of this process
/// @param plans of searches that the store has done
record StoreStack(
        MemoryStore bottom,
        MemoryStore store,
        Optional<Embedder> embedder,
        Optional<RedisCachedMemoryStore> shared,
        Optional<CachedMemoryStore> cache,
        SearchPlans plans)
        implements AutoCloseable {

    /// Opens a store, making it when there is none.
    static StoreStack create(StoreSettings store, EmbedderSettings embedder) {
        return over(Backends.create(store), Layers.of(embedder));
    }

    /// Opens a store, which must be there.
    static StoreStack existing(StoreSettings store, EmbedderSettings embedder) {
        return over(Backends.existing(store), Layers.of(embedder));
    }

    /// Puts layers before a store, which is closed with them, and also when they cannot be made.
    static StoreStack over(MemoryStore bottom, Layers layers) {
        Optional<Embedder> embedder = Optional.empty();
        try {
            embedder = layers.embedder().open();
            var plans = new SearchPlans();
            MemoryStore held = QuotaMemoryStore.over(new ExplainingMemoryStore(bottom, plans), layers.quota());
            Optional<RedisCachedMemoryStore> shared = shared(held, bottom, layers.cache());
            MemoryStore nearer = shared.<MemoryStore>map(each -> each).orElse(held);
            Optional<CachedMemoryStore> cache = cache(nearer, layers.cache().bytes());
            shared.ifPresent(tier -> cache.ifPresent(tier::tell));
            MemoryStore answering = cache.<MemoryStore>map(each -> each).orElse(nearer);
            return new StoreStack(bottom, embedding(answering, embedder), embedder, shared, cache, plans);
        } catch (RuntimeException e) {
            embedder.ifPresent(Embedder::close);
            bottom.close();
            throw e;
        }
    }

    /// Its keys go by the store's identity: processes share them if they share the store, whatever they call it.
    private static Optional<RedisCachedMemoryStore> shared(
            MemoryStore store, MemoryStore bottom, CacheSettings settings) {
        return settings.redis().map(address -> {
            if (!(bottom instanceof PostgresMemoryStore database)) {
                throw new IllegalArgumentException("redis is for a store in a database, which processes share");
            }
            return RedisCachedMemoryStore.open(
                    store, RedisOptions.of(settings.redisUrl()).prefix("jamey." + database.identity()));
        });
    }

    private static Optional<CachedMemoryStore> cache(MemoryStore store, long bytes) {
        return bytes == 0
                ? Optional.empty()
                : Optional.of(
                        new CachedMemoryStore(store, CacheOptions.defaults().bytes(bytes)));
    }

    private static MemoryStore embedding(MemoryStore store, Optional<Embedder> embedder) {
        if (embedder.isEmpty()) {
            return store;
        }
        try {
            return new EmbeddingMemoryStore(store, embedder.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; or go by words alone with --embedder none", e);
        }
    }

    /// Closes the embedder too.
    @Override
    public void close() {
        store.close();
    }
}
