package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What stands before a store and what it depends on: caches, pools of connections, databases, circuit breakers. Names
/// for connections are OpenTelemetry's.
final class DependencyMeters implements MeterBinder {
    private static final String CACHE = "cache";
    private static final String POOL = "pool";
    private static final String SYSTEM = "db.system.name";
    private static final String CACHE_TIMES = "jamey.cache.operation.duration";
    private static final String DATABASE_TIMES = "db.client.operation.duration";

    private final Dependencies all;

    DependencyMeters(Dependencies all) {
        this.all = all;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        all.caches().forEach((name, reading) -> cache(name, reading, registry));
        all.pools().forEach((name, reading) -> pool(name, reading, registry));
        all.circuits()
                .forEach((target, state) -> Gauge.builder(
                                "jamey.circuit.state", state, read -> read.get().number())
                        .description("Whether calls are let through: 0 yes (closed), 1 soon (half open), 2 no (open)")
                        .tag("target", target)
                        .register(registry));
        times(CACHE_TIMES, "How long the cache took for an operation", CACHE, all.cacheTimes(), registry);
        times(DATABASE_TIMES, "How long a database took for an operation", SYSTEM, all.databaseTimes(), registry);
    }

    private static void cache(String name, Supplier<CacheReading> reading, MeterRegistry registry) {
        requests(name, "hit", reading, CacheReading::hits, registry);
        requests(name, "miss", reading, cache -> cache.misses() - cache.stale(), registry);
        requests(name, "stale", reading, CacheReading::stale, registry);
        FunctionCounter.builder("jamey.cache.evictions", reading, of(CacheReading::evictions))
                .description("Entries dropped because the cache was full")
                .tag(CACHE, name)
                .register(registry);
        Gauge.builder("jamey.cache.used", reading, of(CacheReading::bytes))
                .description("Memory that the cache's entries take, an estimate")
                .baseUnit(BaseUnits.BYTES)
                .tag(CACHE, name)
                .register(registry);
        Gauge.builder("jamey.cache.limit", reading, of(CacheReading::bytesMax))
                .description("Memory that the cache may take")
                .baseUnit(BaseUnits.BYTES)
                .tag(CACHE, name)
                .register(registry);
    }

    private static void requests(
            String name,
            String result,
            Supplier<CacheReading> reading,
            ToDoubleFunction<CacheReading> count,
            MeterRegistry registry) {
        FunctionCounter.builder("jamey.cache.requests", reading, of(count))
                .description("Look-ups in the cache; stale ones found something out of date")
                .tag(CACHE, name)
                .tag("result", result)
                .register(registry);
    }

    private static void pool(String name, Supplier<PoolReading> reading, MeterRegistry registry) {
        connections(name, "used", reading, PoolReading::used, registry);
        connections(name, "idle", reading, PoolReading::idle, registry);
        Gauge.builder("db.client.connection.max", reading, of(PoolReading::max))
                .description("Connections that the pool may open")
                .tag(POOL, name)
                .register(registry);
        Gauge.builder("db.client.connection.pending_requests", reading, of(PoolReading::pending))
                .description("Callers who wait for a connection")
                .tag(POOL, name)
                .register(registry);
        FunctionCounter.builder("db.client.connection.timeouts", reading, of(PoolReading::timeouts))
                .description("Callers who gave up waiting for a connection")
                .tag(POOL, name)
                .register(registry);
    }

    private static void connections(
            String name,
            String state,
            Supplier<PoolReading> reading,
            ToDoubleFunction<PoolReading> count,
            MeterRegistry registry) {
        Gauge.builder("db.client.connection.count", reading, of(count))
                .description("Connections that are open")
                .tag(POOL, name)
                .tag("state", state)
                .register(registry);
    }

    private static <T> ToDoubleFunction<Supplier<T>> of(ToDoubleFunction<T> value) {
        return reading -> value.applyAsDouble(reading.get());
    }

    /// As histograms where they can be; elsewhere as counts and sums.
    private static void times(
            String name,
            String about,
            String tag,
            Map<String, Supplier<DurationSnapshot>> times,
            MeterRegistry registry) {
        if (times.isEmpty()) {
            return;
        }
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            NamingConvention names = registry.config().namingConvention();
            Meter any = registry.get(GuideName.STORE.total()).meter();
            prometheus
                    .getPrometheusRegistry()
                    .register(new DurationHistograms(
                            names.name(name, Meter.Type.TIMER),
                            about,
                            names.tagKey(tag),
                            times,
                            CommonLabels.of(any, registry)));
            return;
        }
        times.forEach((value, read) -> FunctionTimer.builder(
                        name,
                        read,
                        each -> each.get().count(),
                        each -> each.get().sum(),
                        TimeUnit.NANOSECONDS)
                .description(about)
                .tag(tag, value)
                .register(registry));
    }
}
