package io.jamey.layers;

import io.jamey.SearchPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the latest search of the calling thread was done: what a store tells to the layers above it, past a cache
/// between them, through an [ExplainingMemoryStore]. A search that a cache answered has no plan.
public final class SearchPlans {
    @SuppressWarnings("ThreadLocalUsage") // one for each open store, and small: there are few
    private final ThreadLocal<@Nullable SearchPlan> latest = new ThreadLocal<>();

    /// The thread begins a search.
    public void forget() {
        latest.set(null);
    }

    /// The thread has done a search.
    public void found(SearchPlan plan) {
        latest.set(plan);
    }

    /// The plan of the search that the thread has just done; nothing when the store was not asked.
    public Optional<SearchPlan> latest() {
        return Optional.ofNullable(latest.get());
    }
}
