package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertConflict;
import static io.jamey.testkit.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What changing a memory promises: exactly what was named, once, for everyone to see.
interface UpdatingContract extends StoreFixture {

    @Test
    default void anUpdateChangesWhatItNames() {
        Memory before = given(Samples.complete(1).build()).getFirst();
        Instant later = clock().advance(Duration.ofMinutes(1));
        Instant expiry = later.plusSeconds(60);

        Memory after = store().update(
                        home(),
                        before.id(),
                        MemoryPatch.change()
                                .content("Ann said: we stay")
                                .embedding(Samples.embedding(2))
                                .type(MemoryType.EPISODIC)
                                .metadata(Metadata.of("new", List.of("a", 1)))
                                .actor("Bob")
                                .importance(0)
                                .expiresAt(expiry)
                                .build())
                .orElseThrow();

        assertThat(after)
                .isEqualTo(new Memory(
                        before.id(),
                        home(),
                        MemoryType.EPISODIC,
                        "Ann said: we stay",
                        Optional.of(Samples.embedding(2)),
                        Metadata.of("new", List.of("a", 1)),
                        before.session(),
                        before.sequence(),
                        Optional.of("Bob"),
                        0,
                        before.createdAt(),
                        later,
                        before.lastAccessed(),
                        Optional.of(expiry),
                        2));
        assertThat(fetched(before.id())).isEqualTo(after);
    }

    @Test
    default void anUpdateLeavesWhatItDoesNotName() {
        Memory before = given(Samples.complete(1).build()).getFirst();
        Instant later = clock().advance(Duration.ofMinutes(1));

        store().update(home(), before.id(), MemoryPatch.change().importance(1).build());

        assertThat(fetched(before.id()))
                .usingRecursiveComparison()
                .ignoringFields("importance", "updatedAt", "version")
                .isEqualTo(before);
        assertThat(all()).extracting(Memory::version).containsExactly(2L);
        assertThat(all()).extracting(Memory::updatedAt).containsExactly(later);
    }

    @Test
    default void anUpdateThatChangesNothingLeavesVersionAndTime() {
        Memory before = given(Samples.complete(1).build()).getFirst();
        clock().advance(Duration.ofMinutes(1));

        var after = store().update(
                        home(),
                        before.id(),
                        MemoryPatch.change()
                                .content(before.content())
                                .actor("Ann")
                                .importance(before.importance())
                                .metadata(before.metadata())
                                .expecting(1)
                                .build());

        assertThat(after).contains(written(before));
        assertThat(all()).containsExactly(written(before));
    }

    @Test
    default void newContentDropsTheOldEmbedding() {
        UUID id = given(Samples.numbered(1)).getFirst().id();

        Memory after = updated(id, MemoryPatch.change().content("other words"));

        assertThat(after.embedding()).isNotEqualTo(Optional.of(Samples.embedding(1)));
        assertThat(after.embedding().isPresent()).as("embedded").isEqualTo(deviates(Deviation.EMBEDS_TEXT));
        assertThat(fetched(id)).isEqualTo(after);
    }

    @Test
    default void theSameContentKeepsTheEmbedding() {
        Memory before = given(Samples.numbered(1)).getFirst();

        Memory after = updated(
                before.id(), MemoryPatch.change().content(before.content()).importance(1));

        assertThat(after.embedding()).contains(Samples.embedding(1));
        assertThat(fetched(before.id())).isEqualTo(after);
    }

    @Test
    default void anEmbeddingAndAnExpiryCanBeRemovedAndGiven() {
        UUID id = given(Samples.complete(1).build()).getFirst().id();

        Memory without = updated(id, MemoryPatch.change().withoutEmbedding().neverExpires());
        assertThat(without.embedding()).isEmpty();
        assertThat(without.expiresAt()).isEmpty();
        assertThat(fetched(id)).isEqualTo(without);

        Memory with = updated(id, MemoryPatch.change().embedding(Samples.embedding(7)));
        assertThat(with.content()).isEqualTo(without.content());
        assertThat(fetched(id).embedding()).contains(Samples.embedding(7));
    }

    private Memory updated(UUID id, MemoryPatch.Builder patch) {
        return store().update(home(), id, patch.build()).orElseThrow();
    }

    @Test
    default void nothingIsUpdatedWhereNothingIs() {
        given(Samples.numbered(1));
        MemoryPatch patch = MemoryPatch.change().content("x").expecting(1).build();

        assertThat(store().update(home(), Samples.id(2), patch)).isEmpty();

        assertThat(all()).hasSize(1);
    }

    @Test
    default void anUpdateThatExpectsTheStoredVersionSucceeds() {
        UUID id = given(Samples.numbered(1)).getFirst().id();

        assertThat(updated(id, MemoryPatch.change().importance(0.1).expecting(1))
                        .version())
                .isEqualTo(2);
        assertThat(updated(id, MemoryPatch.change().importance(0.2).expecting(2))
                        .version())
                .isEqualTo(3);
    }

    @Test
    default void anUpdateThatExpectsAnotherVersionIsAConflictAndChangesNothing() {
        UUID id = given(Samples.numbered(1)).getFirst().id();
        Memory second = updated(id, MemoryPatch.change().importance(0.1));

        assertConflict(() -> updated(id, MemoryPatch.change().importance(0.9).expecting(1)));
        assertConflict(() -> updated(id, MemoryPatch.change().importance(0.9).expecting(3)));
        assertConflict(() -> updated(id, MemoryPatch.change().expecting(1)));

        assertThat(fetched(id)).isEqualTo(second);
    }

    @Test
    default void aMemoryCanLeaveItsSession() {
        List<Memory> turns = given(IntStream.range(0, 3)
                .mapToObj(i ->
                        NewMemory.of("turn " + i).id(Samples.id(i)).session("s").build())
                .toList());

        Memory left = updated(turns.get(2).id(), MemoryPatch.change().withoutSession());

        assertThat(left.session()).isEmpty();
        assertThat(left.sequence()).isEmpty();
        assertThat(fetched(left.id())).isEqualTo(left);
        assertThat(matching(Filter.session("s"))).extracting(Memory::id).doesNotContain(left.id());
        assertThat(matching(Filter.not(Filter.exists(Field.SEQUENCE)))).containsExactly(left);
        assertThat(store().store(home(), NewMemory.of("z").session("s").build()).sequence())
                .as("its place is free")
                .hasValue(2);
    }

    @Test
    default void changingByFilterChangesWhatItAcceptsAndNothingElse() {
        List<Memory> stored = given(Samples.numbered(0, 10));
        Filter large = Filter.atLeast(Field.metadata("number"), 6);
        Instant later = clock().advance(Duration.ofMinutes(1));
        Instant expiry = later.plusSeconds(60);
        MemoryPatch patch = MemoryPatch.change().importance(1).expiresAt(expiry).build();

        assertThat(store().updateMatching(home(), large, patch)).isEqualTo(4);

        assertThat(all())
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .map(memory -> large.accepts(memory) ? patch.appliedTo(memory, later) : memory)
                        .toList());
        assertThat(store().count(home(), Filter.equal(Field.EXPIRES_AT, expiry)))
                .isEqualTo(4);
        assertThat(store().updateMatching(home(), large, patch))
                .as("again, changing nothing")
                .isEqualTo(4);
        assertThat(fetched(Samples.id(9)).version()).isEqualTo(2);
        assertThat(store().updateMatching(home(), Filter.exists(Field.ACTOR), patch))
                .isZero();
    }

    @Test
    default void manyMemoriesCanBeSavedFromExpiryTakenOutOfTheirSessionAndAreStillFound() {
        Instant expiry = clock().instant().plusSeconds(60);
        given(IntStream.range(0, 30)
                .mapToObj(i -> NewMemory.of("turn about walnuts " + i)
                        .id(Samples.id(i))
                        .embedding(Samples.embedding(i))
                        .session("s")
                        .expiresAt(expiry)
                        .build())
                .toList());
        Filter even = Filter.less(Field.SEQUENCE, 15);
        var walnuts = SearchRequest.of("walnuts")
                .embedding(Samples.embedding(1))
                .limit(100)
                .build();

        store().updateMatching(
                        home(),
                        even,
                        MemoryPatch.change().withoutSession().neverExpires().build());

        assertThat(store().count(home(), Filter.session("s"))).isEqualTo(15);
        assertThat(store().search(home(), walnuts).matches()).hasSize(30);
        clock().advance(Duration.ofSeconds(60));
        assertThat(store().search(home(), walnuts).matches()).hasSize(15);
        assertThat(all()).hasSize(15).allSatisfy(memory -> {
            assertThat(memory.session()).isEmpty();
            assertThat(memory.sequence()).isEmpty();
            assertThat(memory.expiresAt()).isEmpty();
            assertThat(memory.embedding()).isPresent();
            assertThat(memory.version()).isEqualTo(2);
        });
    }

    @Test
    default void whatBelongsToOneMemoryIsRefusedForMany() {
        List<Memory> before = given(Samples.numbered(0, 3));

        for (MemoryPatch.Builder patch : List.of(
                MemoryPatch.change().content("x"),
                MemoryPatch.change().embedding(Samples.embedding(7)),
                MemoryPatch.change().expecting(1))) {
            assertRefused(() -> store().updateMatching(home(), Filter.everything(), patch.build()));
        }

        assertThat(all()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    default void anUpdateIsVisibleAtOnceToEveryRead() {
        UUID id = given(Samples.complete(1).build()).getFirst().id();

        Memory after =
                updated(id, MemoryPatch.change().content("new").actor("Bob").metadata(Metadata.of("whole", 2)));

        Filter now = Filter.and(Filter.equal(Field.ACTOR, "Bob"), Filter.equal(Field.metadata("whole"), 2));
        Filter then = Filter.or(Filter.equal(Field.ACTOR, "Ann"), Filter.equal(Field.metadata("whole"), 1));
        assertThat(store().count(home(), now)).isEqualTo(1);
        assertThat(store().count(home(), then)).isZero();
        assertThat(matching(now)).containsExactly(after);
        assertThat(matching(then)).isEmpty();
        var page = store().listPaginated(home(), PageRequest.of(10).where(now).withEmbeddings());
        assertThat(page.items()).containsExactly(after);
        assertThat(store().retrieve(home(), id)).contains(after);
    }
}
