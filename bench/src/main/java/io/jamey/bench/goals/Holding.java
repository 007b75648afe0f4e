package io.jamey.bench.goals;

import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

/// The heap that a loaded store holds for each memory, without a cache of embeddings.
final class Holding {
    private static final int COLLECTIONS = 3;

    private Holding() {}

    /// The store is opened, searched and closed once before: what classes and libraries hold is no memory's.
    static Map<String, Double> measure(DataShape shape, StoreSource stores, Path copy) {
        loadOnce(shape, stores, copy);
        long before = heapUsed();
        try (MemoryStore store = stores.openWithoutCache(copy)) {
            load(shape, store);
            double held = heapUsed() - before;
            if (held <= 0) {
                throw new IllegalStateException("the heap is no larger than before: " + held + " bytes more");
            }
            String told = store.status().details().getOrDefault("index_bytes", "0");
            return Map.of("heap", held / shape.rows(), "told", Double.parseDouble(told) / shape.rows());
        }
    }

    /// A method of its own, so that no variable holds the closed store.
    private static void loadOnce(DataShape shape, StoreSource stores, Path copy) {
        try (MemoryStore store = stores.openWithoutCache(copy)) {
            load(shape, store);
        }
    }

    /// Asks every namespace by text and by embedding.
    private static void load(DataShape shape, MemoryStore store) {
        for (int number = 0; number < shape.namespaces(); number++) {
            SearchRequest request =
                    shape.memories().question(number, shape.rows()).build();
            store.search(shape.namespace(number), request);
        }
    }

    private static long heapUsed() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
