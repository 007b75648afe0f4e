package io.jamey.metrics;

import io.jamey.StoreStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/// What the store and its index hold. A store that cannot say has no value (NaN).
final class HoldingsMeters implements MeterBinder {
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
                        "jamey.index.deleted",
                        "Places of deleted memories in the loaded indexes, kept until they are reused",
                        status -> detail(status, "index_deleted"))
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
}
