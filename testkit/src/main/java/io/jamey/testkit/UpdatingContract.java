package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertConflict;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
