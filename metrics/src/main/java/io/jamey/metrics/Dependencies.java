package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What a store depends on and what stands before it, each by its name in metrics: few, and no secrets. Suppliers are
/// asked whenever somebody reads the metrics: they must be quick, and not wait for anybody.
///
/// ```java
/// Dependencies.none()
///         .pool("postgres", () -> new PoolReading(used(), idle(), max(), pending(), timeouts()))
///         .database("postgresql", statements::snapshot)
///         .circuit("redis", () -> CircuitState.CLOSED);
/// ```
///
/// @param caches in the order they are asked
/// @param cacheTimes how long each cache took for its operations
/// @param pools of connections
/// @param databaseTimes how long each kind of database took for its operations
/// @param circuits by what is behind them
public record Dependencies(
        Map<String, Supplier<CacheReading>> caches,
        Map<String, Supplier<DurationSnapshot>> cacheTimes,
        Map<String, Supplier<PoolReading>> pools,
        Map<String, Supplier<DurationSnapshot>> databaseTimes,
        Map<String, Supplier<CircuitState>> circuits) {
    public Dependencies {
        caches = copy(caches);
        cacheTimes = copy(cacheTimes);
        pools = copy(pools);
        databaseTimes = copy(databaseTimes);
        circuits = copy(circuits);
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        var more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    /// The store depends on nothing.
    public static Dependencies none() {
        return new Dependencies(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    public Dependencies cache(String name, Supplier<CacheReading> reading) {
        return new Dependencies(with(caches, name, reading), cacheTimes, pools, databaseTimes, circuits);
    }

    public Dependencies cacheTimes(String name, Supplier<DurationSnapshot> times) {
        return new Dependencies(caches, with(cacheTimes, name, times), pools, databaseTimes, circuits);
    }

    public Dependencies pool(String name, Supplier<PoolReading> reading) {
        return new Dependencies(caches, cacheTimes, with(pools, name, reading), databaseTimes, circuits);
    }

    public Dependencies database(String system, Supplier<DurationSnapshot> times) {
        return new Dependencies(caches, cacheTimes, pools, with(databaseTimes, system, times), circuits);
    }

    public Dependencies circuit(String target, Supplier<CircuitState> state) {
        return new Dependencies(caches, cacheTimes, pools, databaseTimes, with(circuits, target, state));
    }
}
