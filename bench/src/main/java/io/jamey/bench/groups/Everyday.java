package io.jamey.bench.groups;

import io.jamey.Filter;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.SearchRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Group `memory_operations`.
final class Everyday {
    /// Writes that are made ready at once: enough to measure, few enough not to change what the store is like.
    static final int WRITES_AT_ONCE = 64;

    private Everyday() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.MEMORY_OPERATIONS;
        return List.of(
                Benchmark.of(group, "store", "store one memory with its embedding, durably", Store::new)
                        .waiting()
                        .budget(30_000),
                Benchmark.of(group, "retrieve", "read one memory by id", Everyday::retrieve)
                        .budget(20),
                Benchmark.of(group, "search", "the 10 that matter most to a text and an embedding", Everyday::search)
                        .budget(5_000),
                Benchmark.of(group, "update", "change content and embedding of one memory", Update::new)
                        .waiting()
                        .budget(25_000),
                Benchmark.of(group, "delete", "delete one memory", Delete::new)
                        .waiting()
                        .budget(10_000),
                Benchmark.of(group, "list_page", "the first page of 100, with the exact total", Everyday::listPage)
                        .budget(1_000));
    }

    private static Operation retrieve(Stage stage) {
        return number -> {
            long row = stage.storedRow(number);
            return stage.store()
                    .retrieve(stage.namespaceOf(row), stage.id(row))
                    .orElseThrow(() -> new IllegalStateException("row " + row + " is not there"));
        };
    }

    private static Operation search(Stage stage) {
        return Searches.hybrid(
                stage, question -> SearchRequest.of(question.text()).embedding(question.embedding()));
    }

    private static Operation listPage(Stage stage) {
        return pageOf(stage, 0);
    }

    /// The page of 100 at this offset of the first namespace, whose total must be right.
    static Operation pageOf(Stage stage, long offset) {
        Namespace namespace = stage.shape().namespace(0);
        long count = stage.store().count(namespace, Filter.everything());
        return _ -> checked(stage.store().listPaginated(namespace, 100, offset), count);
    }

    static Page checked(Page page, long count) {
        if (page.total() != count) {
            throw new IllegalStateException("a page says that there are " + page.total() + ", not " + count);
        }
        return page;
    }

    /// Fresh memories that calls work on, taken away again afterwards.
    abstract static class Writing implements Operation {
        final Stage stage;
        final Map<Namespace, List<UUID>> written = new HashMap<>();
        long from;

        Writing(Stage stage) {
            this.stage = stage;
        }

        @Override
        public int callsAtOnce() {
            return WRITES_AT_ONCE;
        }

        void willWrite(long number) {
            written.computeIfAbsent(stage.freshNamespace(number), _ -> new ArrayList<>())
                    .add(stage.freshId(number));
        }

        /// Stores fresh memories ahead of the calls.
        void storeAhead(long first, int count) {
            var batches = new HashMap<Namespace, List<NewMemory>>();
            for (long number = first; number < first + count; number++) {
                batches.computeIfAbsent(stage.freshNamespace(number), _ -> new ArrayList<>())
                        .add(stage.fresh(number));
                willWrite(number);
            }
            batches.forEach(stage.store()::storeAll);
        }

        @Override
        public void restore() {
            written.forEach(stage.store()::deleteBatch);
            written.clear();
        }
    }

    private static final class Store extends Writing {
        private final List<NewMemory> ready = new ArrayList<>();

        Store(Stage stage) {
            super(stage);
        }

        @Override
        public void prepare(long first, int count) {
            from = first;
            ready.clear();
            for (long number = first; number < first + count; number++) {
                ready.add(stage.fresh(number));
                willWrite(number);
            }
        }

        @Override
        public @Nullable Object call(long number) {
            return stage.store().store(stage.freshNamespace(number), ready.get((int) (number - from)));
        }
    }

    private static final class Update extends Writing {
        private final List<MemoryPatch> ready = new ArrayList<>();

        Update(Stage stage) {
            super(stage);
        }

        @Override
        public void prepare(long first, int count) {
            from = first;
            ready.clear();
            storeAhead(first, count);
            for (long number = first; number < first + count; number++) {
                NewMemory other = stage.fresh(number + WRITES_AT_ONCE);
                ready.add(MemoryPatch.change()
                        .content(other.content())
                        .embedding(other.embedding().orElseThrow())
                        .build());
            }
        }

        @Override
        public @Nullable Object call(long number) {
            return stage.store()
                    .update(stage.freshNamespace(number), stage.freshId(number), ready.get((int) (number - from)))
                    .orElseThrow();
        }
    }

    private static final class Delete extends Writing {
        Delete(Stage stage) {
            super(stage);
        }

        @Override
        public void prepare(long first, int count) {
            storeAhead(first, count);
        }

        @Override
        public @Nullable Object call(long number) {
            if (!stage.store().delete(stage.freshNamespace(number), stage.freshId(number))) {
                throw new IllegalStateException("there was nothing to delete");
            }
            return null;
        }
    }
}
