package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What closing promises: every later call says so, and none hangs.
interface ClosingContract extends StoreFixture {

    @Test
    default void everyCallAfterCloseIsAnIllegalState() {
        MemoryStore closed = another();
        closed.store(home(), Samples.numbered(1));
        closed.close();

        everyOperation()
                .forEach((name, operation) -> assertThatThrownBy(() -> operation.accept(closed))
                        .as(name)
                        .isInstanceOf(IllegalStateException.class));
    }

    @Test
    default void closingTwiceDoesNothing() {
        MemoryStore closed = another();
        closed.close();

        assertThatCode(closed::close).doesNotThrowAnyException();
    }

    @Test
    default void aStoreCanBeClosedWhileOthersUseIt() {
        MemoryStore busy = another();
        busy.storeAll(home(), Samples.numbered(0, 100));

        var closed = new AtomicBoolean();
        AtOnce.run(5, thread -> {
            if (thread == 0) {
                try {
                    busy.close();
                } finally {
                    closed.set(true);
                }
                return thread;
            }
            try {
                for (int i = 0; ; i++) {
                    boolean begunAfterClose = closed.get();
                    busy.store(home(), Samples.numbered(1_000 + i % 100));
                    busy.retrieve(home(), Samples.id(i % 100));
                    busy.search(home(), SearchRequest.of("memory").build());
                    busy.listPaginated(home(), 10, 0);
                    if (begunAfterClose) {
                        throw new AssertionError("the closed store answered");
                    }
                }
            } catch (IllegalStateException e) {
                return thread;
            }
        });
    }

    private Map<String, Consumer<MemoryStore>> everyOperation() {
        List<UUID> ids = List.of(Samples.id(1));
        var operations = new LinkedHashMap<String, Consumer<MemoryStore>>();
        operations.put("store", store -> store.store(home(), Samples.numbered(2)));
        operations.put("storeAll", store -> store.storeAll(home(), List.of()));
        operations.put("retrieve", store -> store.retrieve(home(), ids.getFirst()));
        operations.put("retrieveBatch", store -> store.retrieveBatch(home(), List.of()));
        operations.put(
                "search", store -> store.search(home(), SearchRequest.of("x").build()));
        operations.put(
                "update",
                store -> store.update(
                        home(), ids.getFirst(), MemoryPatch.change().build()));
        operations.put(
                "updateMatching",
                store -> store.updateMatching(
                        home(), Filter.everything(), MemoryPatch.change().build()));
        operations.put("delete", store -> store.delete(home(), ids.getFirst()));
        operations.put("deleteBatch", store -> store.deleteBatch(home(), List.of()));
        operations.put("deleteMatching", store -> store.deleteMatching(home(), Filter.everything()));
        operations.put("listPaginated", store -> store.listPaginated(home(), PageRequest.of(1)));
        operations.put("iterate", store -> {
            try (Stream<Memory> memories = store.iterate(home(), Filter.everything())) {
                memories.forEach(_ -> {});
            }
        });
        operations.put("count", store -> store.count(home(), Filter.everything()));
        operations.put("count of some", store -> store.count(home(), Filter.equal(Field.ACTOR, "Ann")));
        operations.put("touch", store -> store.touch(home(), ids));
        operations.put("touchAt", store -> store.touchAt(home(), Map.of(ids.getFirst(), clock().instant())));
        operations.put("namespaces", MemoryStore::namespaces);
        operations.put("drop", store -> store.drop(home()));
        operations.put("status", MemoryStore::status);
        return operations;
    }
}
