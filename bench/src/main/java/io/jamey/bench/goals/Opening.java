package io.jamey.bench.goals;

import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import java.time.Duration;

/// Opens a store and asks it, at once or when it has had a moment to load what it needs.
final class Opening {
    private static final int TOP = 10;

    private Opening() {}

    /// The moment.
    static final Duration MOMENT = Duration.ofMillis(500);

    /// Nanoseconds to open, and from the first question to its answer.
    record Times(double open, double search) {
        double together() {
            return open + search;
        }
    }

    /// @param pause between opening and the first question
    /// @throws IllegalStateException when fewer are found than asked for
    static Times once(DataShape shape, StoreSource stores, Path folder, Duration pause) {
        SearchRequest question =
                shape.memories().question(0, shape.rows()).limit(TOP).build();
        int namespace = shape.namespaceOf(shape.memories().asked(0, shape.rows()));
        long begin = System.nanoTime();
        try (MemoryStore store = stores.open(folder)) {
            long open = System.nanoTime();
            Thread.sleep(pause);
            long asked = System.nanoTime();
            int found =
                    store.search(shape.namespace(namespace), question).matches().size();
            long answered = System.nanoTime();
            if (found != TOP) {
                throw new IllegalStateException("the first search gives " + found + " memories, not " + TOP);
            }
            return new Times(open - begin, answered - asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a store was opened", e);
        }
    }
}
