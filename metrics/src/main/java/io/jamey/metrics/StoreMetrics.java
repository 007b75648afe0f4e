package io.jamey.metrics;

import io.jamey.MemoryStore;
import io.jamey.StoreStatus;
import io.jamey.layers.MeteredMemoryStore;
import io.jamey.performance.Budgets;
import io.jamey.performance.OperationListener;
import io.jamey.performance.OperationMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A store, and all figures about it.
///
/// ```java
/// var metrics = StoreMetrics.of(EmbeddedMemoryStore.open(file));
/// metrics.bindTo(registry);                                  // yours
/// metrics.store().search(namespace, request);                // as usual
/// ```
///
/// Whoever opened the store closes it, or [#store()], which is the same.
public final class StoreMetrics implements MeterBinder {
    /// The name of the cache in this process.
    public static final String CACHE = "memory";

    private final MemoryStore inner;
    private final MemoryStore store;
    private final MetricsOptions options;
    private final OperationMetrics operations = new OperationMetrics();
    private final Exemplified exemplars;
    private final SlowOperations slow;
    private final LatestStatus status;

    private StoreMetrics(MemoryStore inner, MetricsOptions options, InstantSource clock) {
        this.inner = inner;
        this.options = options;
        exemplars = new Exemplified(options.traces(), clock);
        slow = new SlowOperations(options.budgets(), options.traces(), clock);
        status = new LatestStatus(inner, System::nanoTime);
        var listeners = new ArrayList<OperationListener>();
        listeners.add(operations);
        listeners.add(exemplars);
        listeners.add(slow);
        listeners.addAll(options.listeners());
        store = new MeteredMemoryStore(inner, OperationListener.all(listeners), options.plans());
    }

    public static StoreMetrics of(MemoryStore store) {
        return of(store, MetricsOptions.defaults());
    }

    public static StoreMetrics of(MemoryStore store, MetricsOptions options) {
        return new StoreMetrics(store, options, InstantSource.system());
    }

    /// The store, as callers use it from now on: what goes past it is not seen.
    public MemoryStore store() {
        return store;
    }

    /// The store past all that is measured: for probes of its health, which are nobody's operations.
    public MemoryStore inner() {
        return inner;
    }

    public OperationMetrics operations() {
        return operations;
    }

    public Budgets budgets() {
        return options.budgets();
    }

    /// The latest operations that took longer than their budgets, a hundred at most, the latest first.
    public List<SlowOperation> slow() {
        return slow.latest();
    }

    /// What the store depends on, and the caches before it.
    public Dependencies dependencies() {
        return options.dependencies();
    }

    /// What the cache in this process says of itself, where there is one.
    public Optional<CacheReading> cache() {
        return Optional.ofNullable(dependencies().caches().get(CACHE)).map(Supplier::get);
    }

    /// The store's own account of itself, some seconds old at most; nothing when it could not give one.
    public Optional<StoreStatus> status() {
        return status.read();
    }

    /// The kind of store, such as `embedded`; known from the first status on.
    String backend() {
        return status().map(StoreStatus::backend).orElse("unknown");
    }

    Exemplified exemplars() {
        return exemplars;
    }

    /// Shows everything in this registry. Of a composite, those take part that are in it now. One registry takes one
    /// store: their names are the same.
    @Override
    public void bindTo(MeterRegistry registry) {
        if (registry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(this::bindTo);
        } else {
            new OperationMeters(this).bindTo(registry);
            new HoldingsMeters(this).bindTo(registry);
            new DependencyMeters(options.dependencies()).bindTo(registry);
        }
    }
}
