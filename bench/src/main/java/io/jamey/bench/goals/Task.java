package io.jamey.bench.goals;

import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.measuring.Measurement;
import java.time.Duration;
import java.util.Map;

/// What can be measured in a JVM of its own.
enum Task {
    /// The ten closest: `median`, `spread` and `recall`.
    SEARCH {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return measured(errand, stores, "vector_search/top_10", errand.effort());
        }
    },
    /// One store with its embedding: `median` and `spread`.
    STORE {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return measured(errand, stores, "memory_operations/store", errand.effort());
        }
    },
    /// All memories, from first to last, which must be as many as there are: `median`.
    ITERATE {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return measured(errand, stores, "iterate/all", ONCE);
        }
    },
    /// `open` and, after it, `search`, for the first time in this JVM.
    OPEN {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return opened(errand, stores, Duration.ZERO);
        }
    },
    /// The same, asked a moment later.
    OPEN_AND_WAIT {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return opened(errand, stores, Opening.MOMENT);
        }
    },
    /// Heap that a loaded store holds, without embeddings: `heap`, and what it says itself, `told`.
    HOLD {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return Holding.measure(errand.shape(), stores, errand.copy());
        }
    },
    /// Every namespace is asked for one of its memories: `found` of them, in `nanos` each.
    VISIT {
        @Override
        Map<String, Double> run(Errand errand, StoreSource stores) {
            return Visits.measure(errand.shape(), stores, errand.copy());
        }
    };

    private static final Effort ONCE = new Effort(1, Duration.ofNanos(1), 1, Duration.ofNanos(1));

    abstract Map<String, Double> run(Errand errand, StoreSource stores);

    private static Map<String, Double> opened(Errand errand, StoreSource stores, Duration pause) {
        Opening.Times times = Opening.once(errand.shape(), stores, errand.copy(), pause);
        return Map.of("open", times.open(), "search", times.search());
    }

    private static Map<String, Double> measured(Errand errand, StoreSource stores, String benchmark, Effort effort) {
        try (Stage stage = errand.stage(stores)) {
            Figures figures = new Measurement(stage, effort).of(Catalogue.byId(benchmark));
            return Map.of(
                    "median", figures.median(),
                    "spread", figures.spread(),
                    "recall", figures.recall().orElse(1));
        }
    }
}
