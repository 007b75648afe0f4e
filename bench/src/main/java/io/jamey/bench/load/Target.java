package io.jamey.bench.load;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.bench.dataset.DataShape;

/// What a load test works on: a kind of store, filled anew for each run.
public interface Target {
    /// The kind, such as `embedded`.
    String name();

    /// What the store holds when a run begins.
    DataShape shape();

    /// Where the store holds the memories of the shape's namespace of this number.
    default Namespace namespace(int number) {
        return shape().namespace(number);
    }

    /// Opens a store that holds the data set, and nothing else in its namespaces. Ends early, with less, when a stop is
    /// asked for.
    Filled fill();

    /// A store for one run. Closing it takes away what the run has written.
    interface Filled extends AutoCloseable {
        MemoryStore store();

        /// The same store for what is no part of the load: where it refuses, it is asked again.
        default MemoryStore patient() {
            return store();
        }

        /// Whether the store did not begin a request, being at a limit.
        default boolean isRefusal(MemoryException fault) {
            return false;
        }

        @Override
        void close();
    }
}
