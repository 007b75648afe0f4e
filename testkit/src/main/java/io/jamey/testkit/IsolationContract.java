package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a namespace promises: whatever the neighbours hold, here it is as if they were not there.
///
/// The other half, that they notice nothing of what is done here, is checked after every test of the kit.
interface IsolationContract extends StoreFixture {

    @Test
    default void theNeighboursMemoriesAreMissingIdsHere() {
        givenElsewhere(Samples.numbered(0, 3));
        List<UUID> ids = List.of(Samples.id(0), Samples.id(1), Samples.id(2));

        assertThat(store().retrieve(home(), Samples.id(1))).isEmpty();
        assertThat(store().retrieveBatch(home(), ids)).isEmpty();
        assertThat(store().update(
                                home(),
                                Samples.id(1),
                                MemoryPatch.change()
                                        .content("stolen")
                                        .expecting(1)
                                        .build()))
                .isEmpty();
        assertThat(store().delete(home(), Samples.id(1))).isFalse();
        assertThat(store().deleteBatch(home(), ids)).isZero();
    }

    @Test
    default void theNeighboursMemoriesAreNeitherListedNorCountedHere() {
        givenElsewhere(Samples.numbered(0, 3));
        Memory mine = store().store(home(), Samples.numbered(7));

        var page = store().listPaginated(home(), 10, 0);
        assertThat(page.items()).extracting(Memory::id).containsExactly(mine.id());
        assertThat(page.total()).isEqualTo(1);
        assertThat(all()).containsExactly(mine);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(1);
    }

    @Test
    default void theNeighboursMemoriesAreNotFoundHere() {
        givenElsewhere(Samples.numbered(0, 3));
        var request = SearchRequest.of("memory number 1")
                .embedding(Samples.embedding(1))
                .limit(100)
                .build();
        assertThat(store().search(home(), request).matches()).isEmpty();

        given(Samples.numbered(1));

        assertThat(store().search(home(), request).matches())
                .extracting(match -> match.memory().namespace())
                .containsExactly(home());
    }

    @Test
    default void theNeighboursMemoriesCannotBeChangedOrDeletedFromHere() {
        givenElsewhere(Samples.numbered(0, 3));
        MemoryPatch patch = MemoryPatch.change().importance(0).build();
        assertThat(store().updateMatching(home(), Filter.everything(), patch)).isZero();
        assertThat(store().deleteMatching(home(), Filter.everything())).isZero();
        assertThat(store().drop(home())).isZero();

        given(Samples.numbered(0, 3));
        assertThat(store().updateMatching(home(), Filter.everything(), patch)).isEqualTo(3);
        assertThat(store().deleteMatching(home(), Filter.everything())).isEqualTo(3);
        given(Samples.numbered(3, 6));
        assertThat(store().drop(home())).isEqualTo(3);
    }

    @Test
    default void theNeighboursMemoriesCannotBeTouchedFromHere() {
        givenElsewhere(Samples.numbered(0, 3));
        clock().advance(Duration.ofHours(1));

        store().touch(home(), List.of(Samples.id(0), Samples.id(1)));
        store().retrieveBatch(home(), List.of(Samples.id(0), Samples.id(1)));

        assertThat(all()).isEmpty();
    }

    @Test
    default void whatHappensHereToASharedIdHappensHereOnly() {
        Memory mine = given(Samples.numbered(1)).getFirst();
        clock().advance(Duration.ofHours(1));

        store().retrieve(home(), mine.id());
        store().update(
                        home(),
                        mine.id(),
                        MemoryPatch.change().content("mine alone").build());
        assertThat(fetched(mine.id()).content()).isEqualTo("mine alone");

        store().delete(home(), mine.id());
        assertThat(store().retrieve(home(), mine.id())).isEmpty();
    }

    @Test
    default void anIdTakenNextDoorIsFreeHere() {
        givenElsewhere(Samples.numbered(0, 2));

        Memory mine = store().store(
                        home(), NewMemory.of("another memory").id(Samples.id(1)).build());

        assertThat(all()).containsExactly(mine);
    }

    @Test
    default void aSessionOfTheSameNameNextDoorIsAnotherSession() {
        givenElsewhere(List.of(NewMemory.of("their turn").session("s", 41).build()));

        Memory mine = store().store(home(), NewMemory.of("my turn").session("s").build());

        assertThat(mine.sequence()).hasValue(0);
        assertThat(matching(Filter.session("s"))).containsExactly(mine);
    }

    @Test
    default void theNeighboursWordsDoNotChangeScoresHere() {
        given(Samples.numbered(0, 5));
        var request = SearchRequest.of("number 3").weights(Weights.WORDS_ONLY).build();
        double before = store().search(home(), request).matches().getFirst().score();

        givenElsewhere(Samples.numbered(10, 40));

        assertThat(store().search(home(), request).matches().getFirst().score()).isEqualTo(before);
    }

    @Test
    default void theNamespacesAreListedByTheirExactNames() {
        given(Samples.numbered(1));

        assertThat(store().namespaces())
                .containsAll(LookAlikeTenants.OTHERS)
                .contains(home())
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
