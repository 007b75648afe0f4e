package io.jamey.bench.load;

import io.jamey.MemoryStore;
import io.jamey.bench.dataset.DataShape;

/// What a load test works on: a kind of store, filled anew for each run.
public interface Target {
    /// The kind, such as `embedded`.
    String name();

    /// What the store holds when a run begins.
    DataShape shape();

    /// Opens a store that holds the data set and nothing else.
    Filled fill();

    /// A store for one run. Closing it takes away what the run has written.
    interface Filled extends AutoCloseable {
        MemoryStore store();

        @Override
        void close();
    }
}
