package io.jamey.metrics;

import io.jamey.layers.SearchPlans;
import io.jamey.performance.Budgets;
import io.jamey.performance.OperationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What there is to know of a store besides what is seen from outside.
///
/// @param dependencies what the store depends on, and the caches before it
/// @param traces for exemplars: from a slow operation in a histogram to its trace
/// @param listeners hear of each operation too
/// @param plans of searches, for whoever hears of them, where a layer of the store's stack tells them
public record MetricsOptions(
        Budgets budgets,
        Dependencies dependencies,
        TraceSource traces,
        List<OperationListener> listeners,
        SearchPlans plans) {
    public MetricsOptions {
        listeners = List.copyOf(listeners);
    }

    /// The usual budgets, a store that stands alone, no traces, nobody else who listens.
    public static MetricsOptions defaults() {
        return new MetricsOptions(
                Budgets.defaults(), Dependencies.none(), TraceSource.none(), List.of(), new SearchPlans());
    }

    public MetricsOptions budgets(Budgets value) {
        return new MetricsOptions(value, dependencies, traces, listeners, plans);
    }

    /// The cache in this process that stands before the store.
    public MetricsOptions cache(Supplier<CacheReading> reading) {
        return dependencies(dependencies.cache(StoreMetrics.CACHE, reading));
    }

    public MetricsOptions dependencies(Dependencies value) {
        return new MetricsOptions(budgets, value, traces, listeners, plans);
    }

    public MetricsOptions traces(TraceSource value) {
        return new MetricsOptions(budgets, dependencies, value, listeners, plans);
    }

    /// Another one who hears of each operation.
    public MetricsOptions telling(OperationListener listener) {
        var all = new ArrayList<>(listeners);
        all.add(listener);
        return new MetricsOptions(budgets, dependencies, traces, all, plans);
    }

    /// What an [io.jamey.layers.ExplainingMemoryStore] in the store's stack tells of searches.
    public MetricsOptions plans(SearchPlans value) {
        return new MetricsOptions(budgets, dependencies, traces, listeners, value);
    }
}
