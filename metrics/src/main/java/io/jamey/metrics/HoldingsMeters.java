package io.jamey.metrics;

import io.jamey.StoreStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What the store, its index and its cache hold. A store that cannot say has no value (NaN).
final class HoldingsMeters implements MeterBinder {
    private static final String CACHE = "cache";
    /// The cache in this process: the only one there is.
    private static final String MEMORY = "memory";

    private final StoreMetrics metrics;

    HoldingsMeters(StoreMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        held("jamey.memories", "Memories that are stored", StoreStatus::memories)
                .register(registry);
        held("jamey.namespaces", "Namespaces that hold a memory", StoreStatus::namespaces)
                .register(registry);
        held("jamey.storage.live", "Room on disk in use", StoreStatus::bytesLive)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        held("jamey.storage.size", "Room on disk, with what deletes left to be reused", StoreStatus::bytesTotal)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        held("jamey.index.size", "Memory that the loaded indexes take", status -> detail(status, "index_bytes"))
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        held(
                        "jamey.index.recall_probe",
                        "The lowest share of right answers among sampled searches, compared with exact ones",
                        status -> detail(status, "lowest_recall_sampled"))
                .register(registry);
        Gauge.builder(
                        "memory.cache.size",
                        metrics,
                        read -> read.cache().map(CacheReading::entries).orElse(0L))
                .description("Memories and answers that are kept in this process; 0 without a cache")
                .register(registry);
        if (metrics.hasCache()) {
            cache(registry);
        }
    }

    private Gauge.Builder<StoreMetrics> held(String name, String about, ToDoubleFunction<StoreStatus> value) {
        return Gauge.builder(
                        name,
                        metrics,
                        read -> read.status().stream()
                                .mapToDouble(value)
                                .findFirst()
                                .orElse(Double.NaN))
                .description(about);
    }

    private static double detail(StoreStatus status, String name) {
        String value = status.details().get(name);
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    private void cache(MeterRegistry registry) {
        requests("hit", CacheReading::hits, registry);
        requests("miss", cache -> cache.misses() - cache.stale(), registry);
        requests("stale", CacheReading::stale, registry);
        FunctionCounter.builder("jamey.cache.evictions", metrics, read -> cached(read, CacheReading::evictions))
                .description("Entries dropped because the cache was full")
                .tag(CACHE, MEMORY)
                .register(registry);
        Gauge.builder("jamey.cache.used", metrics, read -> cached(read, CacheReading::bytes))
                .description("Memory that the cache's entries take, an estimate")
                .baseUnit(BaseUnits.BYTES)
                .tag(CACHE, MEMORY)
                .register(registry);
        Gauge.builder("jamey.cache.limit", metrics, read -> cached(read, CacheReading::bytesMax))
                .description("Memory that the cache may take")
                .baseUnit(BaseUnits.BYTES)
                .tag(CACHE, MEMORY)
                .register(registry);
    }

    private void requests(String result, ToLongFunction<CacheReading> count, MeterRegistry registry) {
        FunctionCounter.builder("jamey.cache.requests", metrics, read -> cached(read, count))
                .description("Look-ups in the cache; stale ones found something out of date")
                .tag(CACHE, MEMORY)
                .tag("result", result)
                .register(registry);
    }

    private static double cached(StoreMetrics read, ToLongFunction<CacheReading> value) {
        return read.cache().stream().mapToLong(value).findFirst().orElse(0);
    }
}
