package io.jamey.bench.goals;

import io.jamey.Embedding;
import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import java.util.Map;

/// Calls on each namespace of a store, one after the other.
final class Visits {
    private Visits() {}

    static Map<String, Double> measure(DataShape shape, StoreSource stores, Path copy) {
        SampleMemories memories = shape.memories();
        long found = 0;
        long nanos = 0;
        try (MemoryStore store = stores.open(copy)) {
            for (int number = 0; number < shape.namespaces(); number++) {
                long row = number * shape.rowsOfNamespace();
                var request = SearchRequest.of(
                                Embedding.owning(memories.vectors().vector(row)))
                        .weights(Weights.CLOSENESS_ONLY)
                        .limit(3)
                        .build();
                long begin = System.nanoTime();
                boolean has = store.search(shape.namespace(number), request).matches().stream()
                        .anyMatch(match -> match.memory().id().equals(memories.id(row)));
                nanos += System.nanoTime() - begin;
                found += has ? 1 : 0;
            }
        }
        return Map.of("found", (double) found, "nanos", (double) nanos / shape.namespaces());
    }
}
