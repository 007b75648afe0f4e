package io.jamey.bench.groups;

import io.jamey.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Group `cache`: the embedded store's cache of embeddings, which it checks the best candidates by.
final class Caches {
    private Caches() {}

    static List<Benchmark> benchmarks() {
        return List.of(
                Benchmark.of(
                        Group.CACHE,
                        "search_cached",
                        "the 10 closest, embeddings in memory",
                        stage -> Searches.closest(stage, Optional.empty())),
                Benchmark.of(
                        Group.CACHE, "search_uncached", "the 10 closest, embeddings from the file", Uncached::new));
    }

    /// A store of its own, beside the stage's, that keeps no embeddings.
    private static final class Uncached implements Operation {
        private final MemoryStore store;
        private final Operation search;

        Uncached(Stage stage) {
            store = stage.source().openWithoutCache(stage.copy("uncached"));
            search = new Searches.ByCloseness(stage, store::search, Optional.empty());
        }

        @Override
        public @Nullable Object call(long number) {
            return search.call(number);
        }

        @Override
        public OptionalDouble recall() {
            return search.recall();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
