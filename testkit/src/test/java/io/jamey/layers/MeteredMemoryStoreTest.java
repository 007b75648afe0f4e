package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.OperationMetrics;
import io.jamey.performance.Outcome;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeteredMemoryStoreTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final UUID ID = new UUID(1, 2);

    private final List<String> heard = new ArrayList<>();
    private final MeteredMemoryStore store = new MeteredMemoryStore(
            new ReferenceMemoryStore(InstantSource.system()), (operation, outcome, nanos, memories, plan) -> {
                assertThat(nanos).isNotNegative();
                heard.add(operation.label() + " " + outcome.label() + " " + memories
                        + (plan == null ? "" : " explained"));
            });

    private List<String> heardOf(Runnable call) {
        heard.clear();
        call.run();
        return List.copyOf(heard);
    }

    @Test
    void everyOperationIsReportedOnce() {
        Memory tea = store.store(ANN, NewMemory.of("tea").build());
        UUID id = tea.id();
        UUID other = UUID.randomUUID();
        var two = List.of(NewMemory.of("b").build(), NewMemory.of("c").build());

        assertThat(heard).containsExactly("store ok 1");
        assertThat(heardOf(() -> store.storeAll(ANN, List.of(NewMemory.of("a").build()))))
                .containsExactly("store ok 1");
        assertThat(heardOf(() -> store.storeAll(ANN, two))).containsExactly("store_batch ok 2");
        assertThat(heardOf(() -> store.retrieve(ANN, id))).containsExactly("retrieve ok 1");
        assertThat(heardOf(() -> store.retrieve(ANN, other))).containsExactly("retrieve ok 0");
        assertThat(heardOf(() -> store.retrieveBatch(ANN, Set.of(id)))).containsExactly("retrieve ok 1");
        assertThat(heardOf(() -> store.retrieveBatch(ANN, Set.of(id, other)))).containsExactly("retrieve_batch ok 1");
        assertThat(heardOf(() -> store.search(ANN, SearchRequest.of("tea").build())))
                .containsExactly("search ok 4");
        assertThat(heardOf(() -> store.search(
                        ANN, SearchRequest.of("tea").limit(1).explain().build())))
                .containsExactly("search ok 1 explained");
        assertThat(heardOf(() ->
                        store.update(ANN, id, MemoryPatch.change().importance(1).build())))
                .containsExactly("update ok 1");
        assertThat(heardOf(() -> store.updateMatching(
                        ANN,
                        Filter.everything(),
                        MemoryPatch.change().importance(0).build())))
                .containsExactly("sweep ok 4");
        assertThat(heardOf(() -> store.listPaginated(ANN, PageRequest.of(3)))).containsExactly("list ok 3");
        assertThat(heardOf(() -> store.count(ANN, Filter.everything()))).containsExactly("count ok 4");
        assertThat(heardOf(() -> store.delete(ANN, other))).containsExactly("delete ok 0");
        assertThat(heardOf(() -> store.deleteBatch(ANN, List.of(id)))).containsExactly("delete ok 1");
        assertThat(heardOf(() -> store.deleteBatch(ANN, List.of(id, other)))).containsExactly("delete_batch ok 0");
        assertThat(heardOf(() -> store.deleteMatching(ANN, Filter.everything())))
                .containsExactly("sweep ok 3");
        assertThat(heardOf(() -> store.drop(ANN))).containsExactly("sweep ok 0");
    }

    @Test
    void aStreamIsReportedWhenItEndsOrIsClosed() {
        store.storeAll(ANN, List.of(NewMemory.of("a").build(), NewMemory.of("b").build()));
        heard.clear();

        try (Stream<Memory> all = store.iterate(ANN, Filter.everything())) {
            assertThat(heard).isEmpty();
            assertThat(all).hasSize(2);
            assertThat(heard).containsExactly("iterate ok 2");
        }
        try (Stream<Memory> some = store.iterate(ANN, Filter.everything())) {
            assertThat(some.findFirst()).isPresent();
        }

        assertThat(heard).containsExactly("iterate ok 2", "iterate ok 1");
    }

    @Test
    void aStreamIsTimedWithoutItsReader() throws InterruptedException {
        var metrics = new OperationMetrics();
        try (var timed = new MeteredMemoryStore(new ReferenceMemoryStore(InstantSource.system()), metrics)) {
            timed.storeAll(
                    ANN,
                    Stream.generate(() -> NewMemory.of("a").build()).limit(10).toList());
            long begin = System.nanoTime();
            try (Stream<Memory> all = timed.iterate(ANN, Filter.everything())) {
                for (var memories = all.iterator(); memories.hasNext(); memories.next()) {
                    Thread.sleep(20);
                }
            }
            assertThat(metrics.succeeded(Operation.ITERATE).sum()).isLessThan((System.nanoTime() - begin) / 2);
            assertThat(metrics.succeeded(Operation.ITERATE).sum()).isPositive();
        }
    }

    @Test
    void failuresAreReportedWithTheirKindAndThrownOn() {
        store.store(ANN, NewMemory.of("a").embedding(Embedding.of(1, 2)).build());
        UUID id = store.store(ANN, NewMemory.of("b").build()).id();
        heard.clear();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.search(
                        ANN, SearchRequest.of(Embedding.of(1, 2, 3)).build()));
        assertThatThrownBy(() -> store.store(ANN, NewMemory.of("other").id(id).build()))
                .isInstanceOf(MemoryException.class);
        store.close();
        assertThatThrownBy(() -> store.retrieve(ANN, id)).isInstanceOf(IllegalStateException.class);

        assertThat(heard).containsExactly("search invalid 0", "store conflict 0", "retrieve closed 0");
    }

    @Test
    void whatAListenerThrowsChangesNoAnswer() {
        OperationListener broken = (_, _, _, _, _) -> {
            throw new IllegalStateException("full");
        };
        try (var told = new MeteredMemoryStore(new ReferenceMemoryStore(InstantSource.system()), broken)) {
            Memory stored = told.store(ANN, NewMemory.of("a").build());

            assertThat(told.retrieve(ANN, stored.id())).isPresent();
        }
    }

    @Test
    void severalListenersHearTheSame() {
        var first = new OperationMetrics();
        var second = new OperationMetrics();
        try (var told = new MeteredMemoryStore(
                new ReferenceMemoryStore(InstantSource.system()), OperationListener.all(List.of(first, second)))) {
            told.storeAll(
                    ANN, List.of(NewMemory.of("a").build(), NewMemory.of("b").build()));
            told.store(ANN, NewMemory.of("c").id(ID).build());
            assertThatThrownBy(() -> told.store(ANN, NewMemory.of("d").id(ID).build()));
        }

        for (OperationMetrics each : List.of(first, second)) {
            assertThat(each.succeeded(Operation.STORE_BATCH).count()).isEqualTo(1);
            assertThat(each.memories(Operation.STORE_BATCH)).isEqualTo(2);
            assertThat(each.failures(Operation.STORE, Outcome.CONFLICT)).isEqualTo(1);
            assertThat(each.failures(Operation.STORE)).isEqualTo(1);
            assertThat(each.failed(Operation.STORE).count()).isEqualTo(1);
        }
    }
}
