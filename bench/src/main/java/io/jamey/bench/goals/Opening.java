package io.jamey.bench.goals;

import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;

/// Opens a store and asks it at once.
final class Opening {
    private static final int TOP = 10;

    private Opening() {}

    /// Nanoseconds to open, and from then to the first answer.
    record Times(double open, double search) {}

    /// @throws IllegalStateException when fewer are found than asked for
    static Times once(DataShape shape, StoreSource stores, Path folder) {
        SearchRequest question =
                shape.memories().question(0, shape.rows()).limit(TOP).build();
        int namespace = shape.namespaceOf(shape.memories().asked(0, shape.rows()));
        long begin = System.nanoTime();
        try (MemoryStore store = stores.open(folder)) {
            long open = System.nanoTime();
            int found =
                    store.search(shape.namespace(namespace), question).matches().size();
            long answered = System.nanoTime();
            if (found != TOP) {
                throw new IllegalStateException("the first search gives " + found + " memories, not " + TOP);
            }
            return new Times(open - begin, answered - open);
        }
    }
}
