package io.jamey.cli;

import io.jamey.cache.CacheStatistics;
import io.jamey.metrics.CacheReading;
import io.jamey.metrics.CircuitState;
import io.jamey.metrics.Dependencies;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.StoreMetrics;
import io.jamey.postgres.PoolUse;
import io.jamey.postgres.PostgresMemoryStore;
import io.jamey.redis.RedisCachedMemoryStore;

/// What a stack depends on, and the caches in it, for metrics. None of it waits for a server.
final class StackDependencies {
    private static final String POSTGRES = "postgres";
    private static final String REDIS = "redis";

    private StackDependencies() {}

    static Dependencies of(StoreStack stack) {
        Dependencies all = stack.cache()
                .map(cache -> Dependencies.none().cache(StoreMetrics.CACHE, () -> reading(cache.statistics())))
                .orElse(Dependencies.none());
        if (stack.bottom() instanceof PostgresMemoryStore database) {
            all = all.pool(POSTGRES, () -> reading(database.poolUse())).database("postgresql", database::databaseTimes);
        }
        if (stack.shared().isPresent()) {
            RedisCachedMemoryStore shared = stack.shared().get();
            all = all.cache(REDIS, () -> reading(shared.statistics()))
                    .cacheTimes(REDIS, shared::roundTripTimes)
                    .circuit(REDIS, () -> state(shared.circuit()));
        }
        return all;
    }

    private static PoolReading reading(PoolUse use) {
        return new PoolReading(use.used(), use.idle(), use.max(), use.pending(), use.timeouts());
    }

    private static CacheReading reading(CacheStatistics cache) {
        return new CacheReading(
                cache.entries(),
                cache.bytes(),
                cache.bytesMax(),
                cache.hits(),
                cache.misses(),
                cache.stale(),
                cache.evictions());
    }

    private static CircuitState state(io.jamey.redis.CircuitState state) {
        return switch (state) {
            case CLOSED -> CircuitState.CLOSED;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case OPEN -> CircuitState.OPEN;
        };
    }
}
