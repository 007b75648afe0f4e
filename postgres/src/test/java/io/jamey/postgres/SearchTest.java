package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Search through each index of vectors: exactly k under filters of every selectivity, nearly all of the
/// closest, and one statement for a whole hybrid search.
class SearchTest {
    private static final long SEED = Long.getLong("jamey.seed", 7);
    private static final int MEMORIES = Integer.getInteger("jamey.postgres.memories", 1_000);
    private static final int DIMENSION = 32;
    private static final int TOPICS = 40;
    private static final int QUESTIONS = 5;
    private static final int LIMIT = 10;
    private static final Namespace ANN = Namespace.of("ann");

    private final Random random = new Random(SEED);
    private final List<Embedding> topics =
            IntStream.range(0, TOPICS).mapToObj(_ -> embedding(null)).toList();

    /// Near a topic, or anywhere.
    private Embedding embedding(@Nullable Embedding topic) {
        var components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] =
                    (float) random.nextGaussian() * (topic == null ? 1 : 0.5f) + (topic == null ? 0 : topic.at(i));
        }
        return Embedding.owning(components);
    }

    private PostgresMemoryStore filled(PostgresOptions options) {
        PostgresMemoryStore store = PostgresMemoryStore.open(options.exactUpTo(100));
        for (int from = 0; from < MEMORIES; from += 500) {
            List<NewMemory> batch = IntStream.range(from, Math.min(MEMORIES, from + 500))
                    .mapToObj(i -> NewMemory.of("memory word" + i % 50 + " of topic" + i % TOPICS)
                            .embedding(embedding(topics.get(i % TOPICS)))
                            .metadata(Metadata.of("permille", i % 1_000))
                            .session("s" + i / 20)
                            .build())
                    .toList();
            store.storeAll(ANN, batch);
            store.storeAll(Namespace.of("Ann"), batch.subList(0, 50));
        }
        return store;
    }

    @ParameterizedTest
    @EnumSource(VectorIndex.class)
    void exactly_k_are_found_and_nearly_all_of_the_closest(VectorIndex index) {
        try (var store = filled(TestServer.shared().options().index(index))) {
            for (int permille : new int[] {1, 10, 100, 500, 1_000}) {
                Filter filter = Filter.less(Field.metadata("permille"), permille);
                long matching = store.count(ANN, filter);
                int found = 0;
                int expected = 0;
                for (int i = 0; i < QUESTIONS; i++) {
                    var request = SearchRequest.of(embedding(topics.get(i)))
                            .filter(filter)
                            .limit(LIMIT)
                            .weights(Weights.CLOSENESS_ONLY);
                    SearchResult result = store.search(ANN, request.build());
                    Set<UUID> best = ids(store.search(ANN, request.exact().build()));
                    assertThat(result.matches())
                            .as("%s at %d permille", index, permille)
                            .hasSize((int) Math.min(LIMIT, matching));
                    assertThat(result.matches())
                            .allMatch(match -> match.memory().namespace().equals(ANN));
                    assertThat(result.matches())
                            .extracting(Match::score)
                            .isSortedAccordingTo((a, b) -> Double.compare(b, a));
                    expected += best.size();
                    best.retainAll(ids(result));
                    found += best.size();
                }
                assertThat((double) found / expected)
                        .as("recall of %s at %d permille, seed %d", index, permille, SEED)
                        .isGreaterThan(0.9);
            }
        }
    }

    private static Set<UUID> ids(SearchResult result) {
        return result.matches().stream().map(match -> match.memory().id()).collect(Collectors.toSet());
    }

    @Test
    void a_hybrid_search_is_one_statement_and_so_is_each_other_read() {
        try (var store = filled(TestServer.shared().options())) {
            var request = SearchRequest.of("word7 of topic7")
                    .embedding(topics.get(7))
                    .filter(Filter.less(Field.metadata("permille"), 500));
            UUID id = store.search(ANN, request.build())
                    .matches()
                    .getFirst()
                    .memory()
                    .id();

            assertThat(statements(store, () -> store.search(ANN, request.build())))
                    .isEqualTo(1);
            assertThat(statements(
                            store,
                            () -> store.search(ANN, request.withEmbeddings().build())))
                    .isEqualTo(2);
            assertThat(statements(store, () -> store.retrieveBatch(ANN, List.of(id, UUID.randomUUID()))))
                    .isEqualTo(1);
            assertThat(statements(store, () -> store.listPaginated(ANN, 100, 0)))
                    .isEqualTo(1);
            assertThat(statements(store, () -> store.count(ANN, Filter.session("s1"))))
                    .isEqualTo(1);
            assertThat(statements(
                            store,
                            () -> store.storeAll(
                                    ANN, List.of(NewMemory.of("plain").build()))))
                    .as("lock, insert, commit")
                    .isEqualTo(3);
        }
    }

    /// The upkeep writes now and then too: the fewest of several runs.
    private static long statements(PostgresMemoryStore store, Runnable call) {
        return IntStream.range(0, 4)
                .mapToLong(_ -> {
                    long before = store.database().statements();
                    call.run();
                    return store.database().statements() - before;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void the_pool_tells_how_many_connections_are_left() throws Exception {
        try (var store = PostgresMemoryStore.open(TestServer.shared().options().connections(5))) {
            assertThat(store.poolStatus().available()).isEqualTo(5);
            var holding = new CountDownLatch(3);
            var release = new CountDownLatch(1);
            var threads = IntStream.range(0, 3)
                    .mapToObj(_ -> Thread.startVirtualThread(() -> hold(store, holding, release)))
                    .toList();
            holding.await();
            assertThat(store.poolStatus().available()).isEqualTo(2);
            assertThat(store.poolStatus().total()).isEqualTo(5);
            assertThat(store.poolStatus().latency()).isPresent();
            release.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(store.poolStatus().available()).isEqualTo(5);
        }
    }

    /// A call that lasts until it is told to end.
    private static void hold(PostgresMemoryStore store, CountDownLatch holding, CountDownLatch release) {
        store.database().call(Duration.ofSeconds(20), session -> {
            holding.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
    }
}
