package io.jamey.metrics;

import io.jamey.performance.Budgets;
import io.jamey.performance.OperationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What there is to know of a store besides what is seen from outside.
///
/// @param cache reads the cache in the store's stack, if there is one
/// @param traces for exemplars: from a slow operation in a histogram to its trace
/// @param listeners hear of each operation too
public record MetricsOptions(
        Budgets budgets,
        Optional<Supplier<CacheReading>> cache,
        TraceSource traces,
        List<OperationListener> listeners) {
    public MetricsOptions {
        listeners = List.copyOf(listeners);
    }

    /// The usual budgets, no cache, no traces, nobody else who listens.
    public static MetricsOptions defaults() {
        return new MetricsOptions(Budgets.defaults(), Optional.empty(), TraceSource.none(), List.of());
    }

    public MetricsOptions budgets(Budgets value) {
        return new MetricsOptions(value, cache, traces, listeners);
    }

    public MetricsOptions cache(Supplier<CacheReading> value) {
        return new MetricsOptions(budgets, Optional.of(value), traces, listeners);
    }

    public MetricsOptions traces(TraceSource value) {
        return new MetricsOptions(budgets, cache, value, listeners);
    }

    /// Another one who hears of each operation.
    public MetricsOptions telling(OperationListener listener) {
        var all = new ArrayList<>(listeners);
        all.add(listener);
        return new MetricsOptions(budgets, cache, traces, all);
    }
}
