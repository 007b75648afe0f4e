package io.jamey.bench.groups;

import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Group `startup`: a store that was closed, opened in a process that has run a while.
final class Startups {
    private Startups() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.STARTUP;
        return List.of(
                Benchmark.of(group, "open", "open the store", stage -> new Opening(stage, false))
                        .budget(500_000),
                Benchmark.of(
                                group,
                                "open_and_search",
                                "open it and answer the first question",
                                stage -> new Opening(stage, true))
                        .budget(505_000),
                Benchmark.of(
                                group,
                                "search_when_open",
                                "answer the first question, half a second after opening",
                                FirstSearch::new)
                        .budget(5_000));
    }

    /// One store is opened at a time, and closed when it is no longer timed.
    private static final class Opening implements Operation {
        private final Stage stage;
        private final Path folder;
        private final boolean searches;
        private final List<MemoryStore> open = new ArrayList<>();

        Opening(Stage stage, boolean searches) {
            this.stage = stage;
            this.searches = searches;
            folder = stage.copy("startup-" + searches);
        }

        @Override
        public int callsAtOnce() {
            return 1;
        }

        @Override
        public @Nullable Object call(long number) {
            MemoryStore store = stage.source().open(folder);
            open.add(store);
            if (!searches) {
                return store;
            }
            return ask(store, stage, number);
        }

        @Override
        public void restore() {
            open.forEach(MemoryStore::close);
            open.clear();
        }
    }

    /// The store has had time to get ready in the background.
    private static final class FirstSearch implements Operation {
        private static final long WAIT_NANOS = 500_000_000;

        private final Stage stage;
        private final Path folder;
        private final List<MemoryStore> open = new ArrayList<>();

        FirstSearch(Stage stage) {
            this.stage = stage;
            folder = stage.copy("startup-ready");
        }

        @Override
        public int callsAtOnce() {
            return 1;
        }

        @Override
        public void prepare(long from, int count) {
            stage.questions();
            open.add(stage.source().open(folder));
            long end = System.nanoTime() + WAIT_NANOS;
            for (long left = WAIT_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        @Override
        public Object call(long number) {
            return ask(open.getFirst(), stage, number);
        }

        @Override
        public void restore() {
            open.forEach(MemoryStore::close);
            open.clear();
        }
    }

    private static SearchResult ask(MemoryStore store, Stage stage, long number) {
        Stage.Question question =
                stage.questions().get((int) (number % stage.questions().size()));
        return store.search(
                question.namespace(),
                SearchRequest.of(question.text())
                        .embedding(question.embedding())
                        .build());
    }
}
