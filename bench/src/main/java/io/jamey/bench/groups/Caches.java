package io.jamey.bench.groups;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.SearchRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Group `cache`: the layer that answers from memory, and the embedded store's cache of embeddings, which it
/// checks the best candidates by.
final class Caches {
    private static final long LARGE = 256L << 20;
    /// Memories that are read again and again.
    private static final int HOT = 1_000;

    private static final int TOP = 10;

    private Caches() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.CACHE;
        return List.of(
                Benchmark.of(group, "hit", "read one memory by id, from memory", layered(LARGE, Caches::hit))
                        .budget(1),
                Benchmark.of(group, "miss", "the same, not in memory", layered(LARGE, Miss::new))
                        .version(2)
                        .budget(20),
                Benchmark.of(group, "answer_hit", "search again, from memory", layered(LARGE, Caches::askedAgain))
                        .budget(20),
                Benchmark.of(group, "answer_miss", "search anew, and keep it", layered(LARGE, Caches::askedAnew))
                        .budget(5_000),
                Benchmark.of(
                        group,
                        "search_cached",
                        "the 10 closest, embeddings in memory",
                        stage -> Searches.closest(stage, Optional.empty())),
                Benchmark.of(group, "search_uncached", "the 10 closest, embeddings from the file", Uncached::new));
    }

    /// An operation on a store of its own, with a layer of this budget.
    private static Function<Stage, Operation> layered(long bytes, BiFunction<Stage, MemoryStore, Operation> operation) {
        return stage -> {
            MemoryStore store = stage.source().openCached(stage.copy("layered"), bytes);
            return new Layered(store, operation.apply(stage, store));
        };
    }

    private record Layered(MemoryStore store, Operation operation) implements Operation {
        @Override
        public int callsAtOnce() {
            return operation.callsAtOnce();
        }

        @Override
        public void prepare(long from, int count) {
            operation.prepare(from, count);
        }

        @Override
        public @Nullable Object call(long number) {
            return operation.call(number);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static Operation hit(Stage stage, MemoryStore store) {
        for (long number = 0; number < HOT; number++) {
            retrieved(stage, store, number);
        }
        return number -> retrieved(stage, store, number % HOT);
    }

    /// What the layer kept is forgotten before calls: it cannot know that a delete by a filter finds nothing.
    private record Miss(Stage stage, MemoryStore store) implements Operation {
        private static final Filter NONE = Filter.createdBetween(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

        @Override
        public int callsAtOnce() {
            return Everyday.WRITES_AT_ONCE; // as many rows are all different
        }

        @Override
        public void prepare(long from, int count) {
            for (int namespace = 0; namespace < stage.shape().namespaces(); namespace++) {
                store.deleteMatching(stage.shape().namespace(namespace), NONE);
            }
        }

        @Override
        public @Nullable Object call(long number) {
            return retrieved(stage, store, number);
        }
    }

    private static Memory retrieved(Stage stage, MemoryStore store, long number) {
        long row = stage.storedRow(number);
        return store.retrieve(stage.namespaceOf(row), stage.id(row))
                .orElseThrow(() -> new IllegalStateException("row " + row + " is not there"));
    }

    private static Operation askedAgain(Stage stage, MemoryStore store) {
        List<Stage.Question> questions = stage.questions();
        var requests = new ArrayList<SearchRequest>();
        for (Stage.Question question : questions) {
            requests.add(asked(question).build());
            store.search(question.namespace(), requests.getLast());
        }
        return number -> {
            int which = (int) (number % questions.size());
            return store.search(questions.get(which).namespace(), requests.get(which));
        };
    }

    private static Operation askedAnew(Stage stage, MemoryStore store) {
        List<Stage.Question> questions = stage.questions();
        return number -> {
            Stage.Question question = questions.get((int) (number % questions.size()));
            // A floor that no score falls below: it changes the request and not the answer.
            double floor = -1e9 - number;
            return store.search(
                    question.namespace(), asked(question).minScore(floor).build());
        };
    }

    private static SearchRequest.Builder asked(Stage.Question question) {
        return SearchRequest.of(question.text()).embedding(question.embedding()).limit(TOP);
    }

    /// A store of its own, beside the stage's, that keeps no embeddings.
    private static final class Uncached implements Operation {
        private final MemoryStore store;
        private final Operation search;

        Uncached(Stage stage) {
            store = stage.source().openWithoutCache(stage.copy("uncached"));
            stage.source().settle(store);
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
