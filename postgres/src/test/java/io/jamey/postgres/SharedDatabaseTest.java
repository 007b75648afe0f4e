package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Several store objects on one database, as in several processes: one meaning for all.
class SharedDatabaseTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final int STORES = 4;

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(calls.size())) {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static List<PostgresMemoryStore> opened(PostgresOptions options) throws Exception {
        return atOnce(IntStream.range(0, STORES)
                .<Callable<PostgresMemoryStore>>mapToObj(_ -> () -> PostgresMemoryStore.open(options.connections(3)))
                .toList());
    }

    private static <T> List<T> each(List<PostgresMemoryStore> stores, StoreCall<T> call) throws Exception {
        return atOnce(IntStream.range(0, stores.size())
                .<Callable<T>>mapToObj(i -> () -> call.on(stores.get(i), i))
                .toList());
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T on(PostgresMemoryStore store, int number);
    }

    @Test
    void all_may_migrate_fix_the_dimension_and_write_at_once() throws Exception {
        List<PostgresMemoryStore> stores = opened(TestServer.shared().emptyOptions());
        try {
            List<Integer> fixed = each(stores, (store, number) -> {
                var components = new float[number + 1];
                components[0] = 1;
                try {
                    store.store(
                            ANN,
                            NewMemory.of("first")
                                    .embedding(Embedding.owning(components))
                                    .build());
                    return components.length;
                } catch (IllegalArgumentException e) {
                    return 0;
                }
            });
            assertThat(fixed.stream().filter(dimension -> dimension > 0)).hasSize(1);

            each(stores, (store, _) -> {
                IntStream.range(0, 10)
                        .forEach(_ -> store.store(
                                ANN, NewMemory.of("a turn").session("s").build()));
                return true;
            });
            for (PostgresMemoryStore store : stores) {
                try (var turns = store.iterate(ANN, Filter.session("s"))) {
                    assertThat(turns.map(turn -> turn.sequence().orElseThrow()))
                            .containsExactlyInAnyOrderElementsOf(
                                    LongStream.range(0, STORES * 10).boxed().toList());
                }
                assertThat(store.count(ANN, Filter.everything())).isEqualTo(STORES * 10 + 1);
            }
            assertThat(stores.getFirst().checkDerivedData().differences()).isEmpty();
        } finally {
            stores.forEach(PostgresMemoryStore::close);
        }
    }

    @Test
    void one_of_several_memories_gets_the_id_and_the_same_is_stored_once() throws Exception {
        List<PostgresMemoryStore> stores = opened(TestServer.shared().options());
        try {
            var same = NewMemory.of("said once").id(new UUID(1, 1)).build();
            List<Memory> stored = each(stores, (store, _) -> store.store(ANN, same));
            assertThat(stored.stream().distinct()).hasSize(1);

            List<String> outcomes = each(stores, (store, number) -> {
                try {
                    return store.store(
                                    ANN,
                                    NewMemory.of("by " + number)
                                            .id(new UUID(1, 2))
                                            .build())
                            .content();
                } catch (MemoryException e) {
                    return e.kind().name();
                }
            });
            assertThat(outcomes.stream().filter("CONFLICT"::equals)).hasSize(STORES - 1);
            assertThat(stores.getLast().count(ANN, Filter.everything())).isEqualTo(2);
        } finally {
            stores.forEach(PostgresMemoryStore::close);
        }
    }

    @Test
    void what_one_writes_the_other_sees_at_once_and_its_uses_once_written() {
        PostgresOptions options = TestServer.shared().options();
        try (var one = PostgresMemoryStore.open(options);
                var other = PostgresMemoryStore.open(options)) {
            Memory stored = one.store(ANN, NewMemory.of("seen at once").build());
            assertThat(other.retrieve(ANN, stored.id())).contains(stored);
        }
        try (var later = PostgresMemoryStore.open(options)) {
            try (var all = later.iterate(ANN, Filter.everything())) {
                assertThat(all.findFirst().orElseThrow().lastAccessed())
                        .isAfter(later.listPaginated(ANN, 1, 0)
                                .items()
                                .getFirst()
                                .createdAt());
            }
        }
    }

    @Test
    void a_store_is_opened_with_its_own_language_and_dimension_only() {
        PostgresOptions options = TestServer.shared().options();
        PostgresMemoryStore.open(options.dimension(3)).close();

        assertThatThrownBy(() -> PostgresMemoryStore.open(options.dimension(4)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostgresMemoryStore.open(options.language(Language.GERMAN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
