package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What deleting and counting promise, and what a namespace is.
interface DeletingContract extends StoreFixture {

    @Test
    default void deletingTellsWhetherThereWasAMemory() {
        UUID id = given(Samples.numbered(1)).getFirst().id();

        assertThat(store().delete(home(), id)).isTrue();
        assertThat(store().delete(home(), id)).isFalse();
        assertThat(store().delete(home(), Samples.id(99))).isFalse();
    }

    @Test
    default void aDeletedMemoryIsGoneFromEveryRead() {
        List<Memory> stored = given(Samples.numbered(0, 3));
        UUID id = stored.get(1).id();

        store().delete(home(), id);

        assertThat(store().retrieve(home(), id)).isEmpty();
        assertThat(all()).doesNotContain(stored.get(1)).hasSize(2);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(2);
        assertThat(store().count(home(), Filter.equal(Field.metadata("number"), 1)))
                .isZero();
        assertThat(store().listPaginated(home(), 10, 0).total()).isEqualTo(2);
        assertThat(store().listPaginated(home(), 10, 0).items())
                .extracting(Memory::id)
                .doesNotContain(id);
    }

    @Test
    default void deletingABatchCountsEachMemoryOnce() {
        given(Samples.numbered(0, 5));

        int deleted = store().deleteBatch(home(), List.of(Samples.id(1), Samples.id(99), Samples.id(3), Samples.id(1)));

        assertThat(deleted).isEqualTo(2);
        assertThat(all()).extracting(Memory::id).containsExactlyInAnyOrder(Samples.id(0), Samples.id(2), Samples.id(4));
        assertThat(store().deleteBatch(home(), List.of())).isZero();
    }

    @Test
    default void deletingByFilterDeletesWhatItAcceptsAndNothingElse() {
        List<Memory> stored = given(Samples.numbered(0, 10));
        Filter large = Filter.atLeast(Field.metadata("number"), 6);

        assertThat(store().deleteMatching(home(), large)).isEqualTo(4);

        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored.subList(0, 6));
        assertThat(store().deleteMatching(home(), large)).isZero();
        assertThat(store().deleteMatching(home(), Filter.everything())).isEqualTo(6);
        assertThat(all()).isEmpty();
    }

    @Test
    default void droppingANamespaceDeletesAllOfItAndCounts() {
        given(Samples.numbered(0, 10));

        assertThat(store().drop(home())).isEqualTo(10);

        assertThat(all()).isEmpty();
        assertThat(store().namespaces()).doesNotContain(home());
        assertThat(store().drop(home())).isZero();
        assertThat(store().retrieve(home(), Samples.id(1))).isEmpty();
    }

    @Test
    default void aDroppedNamespaceStartsAfresh() {
        store().store(home(), NewMemory.of("x").session("s", 41).build());
        store().drop(home());

        Memory stored = store().store(home(), NewMemory.of("x").session("s").build());

        assertThat(stored.sequence()).hasValue(0);
        assertThat(all()).containsExactly(stored);
    }

    @Test
    default void aDeletedMemoryLeavesItsPlaceInTheSession() {
        Memory first = store().store(home(), NewMemory.of("x").session("s").build());
        Memory second = store().store(home(), NewMemory.of("y").session("s").build());
        store().delete(home(), first.id());
        assertThat(store().store(home(), NewMemory.of("z").session("s").build()).sequence())
                .hasValue(2);

        store().deleteMatching(home(), Filter.session("s"));

        assertThat(second.sequence()).hasValue(1);
        assertThat(store().store(home(), NewMemory.of("z").session("s").build()).sequence())
                .hasValue(0);
    }

    @Test
    default void aNamespaceExistsWhileItHoldsAMemory() {
        assertThat(store().namespaces()).doesNotContain(home());

        UUID id = given(Samples.numbered(1)).getFirst().id();
        assertThat(store().namespaces()).contains(home());

        store().delete(home(), id);
        assertThat(store().namespaces()).doesNotContain(home());

        store().store(home(), Samples.numbered(1));
        store().deleteMatching(home(), Filter.everything());
        assertThat(store().namespaces()).doesNotContain(home());
    }

    @Test
    default void namespacesAreInOrderOfTheirCodePoints() {
        MemoryStore fresh = another();
        List<Namespace> ordered = List.of(
                Namespace.of("A"),
                Namespace.of("Z"),
                Namespace.of("a"),
                Namespace.of("a "),
                Namespace.of("e\u0301"),
                Namespace.of("\u00e9"),
                Namespace.of("\uffe6"),
                Namespace.of("\ud83c\udf75"));

        ordered.reversed().forEach(namespace -> fresh.store(namespace, Samples.plain("x")));

        assertThat(fresh.namespaces()).isEqualTo(ordered);
    }

    @Test
    default void theStatusAddsUp() {
        MemoryStore fresh = another();
        assertThat(fresh.status().memories()).isZero();
        assertThat(fresh.status().namespaces()).isZero();

        fresh.storeAll(home(), Samples.numbered(0, 3));
        fresh.storeAll(Namespace.of("other"), Samples.numbered(0, 2));
        fresh.delete(home(), Samples.id(0));

        assertThat(fresh.status().backend()).isNotBlank();
        assertThat(fresh.status().memories()).isEqualTo(4);
        assertThat(fresh.status().namespaces()).isEqualTo(2);
        assertThat(fresh.status().dimension()).hasValue(Samples.DIMENSION);
        assertThat(fresh.status().bytesLive()).isBetween(0L, fresh.status().bytesTotal());
    }
}
