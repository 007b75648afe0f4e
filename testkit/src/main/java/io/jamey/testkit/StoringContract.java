package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertConflict;
import static io.jamey.testkit.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What storing promises: all or nothing, filled in, repeatable.
interface StoringContract extends StoreFixture {

    @Test
    default void aMemoryComesBackAsItWasStored() {
        NewMemory memory = Samples.complete(1).build();

        Memory stored = given(memory).getFirst();

        assertThat(memory.isStoredAs(stored)).as("stored as given").isTrue();
        assertThat(stored.namespace()).isEqualTo(home());
        assertThat(stored.updatedAt()).isEqualTo(clock().instant());
        assertThat(stored.lastAccessed()).isEqualTo(stored.createdAt());
        assertThat(stored.version()).isEqualTo(1);
        assertThat(store().retrieve(home(), stored.id())).contains(stored);
    }

    @Test
    default void whatTheCallerLeavesOpenIsFilledIn() {
        Memory stored = store().store(home(), Samples.plain("Tea, no sugar"));

        assertThat(stored.id().version()).as("version of the id").isEqualTo(7);
        assertThat(stored.createdAt()).isEqualTo(clock().instant());
        assertThat(stored.updatedAt()).isEqualTo(clock().instant());
        assertThat(stored.lastAccessed()).isEqualTo(clock().instant());
        assertThat(stored.type()).isEqualTo(MemoryType.SEMANTIC);
        assertThat(stored.importance()).isEqualTo(NewMemory.DEFAULT_IMPORTANCE);
        assertThat(stored.embedding().isPresent()).as("embedded").isEqualTo(deviates(Deviation.EMBEDS_TEXT));
        assertThat(stored.metadata()).isEqualTo(Metadata.empty());
        assertThat(stored.session()).isEmpty();
        assertThat(stored.sequence()).isEmpty();
        assertThat(stored.actor()).isEmpty();
        assertThat(stored.expiresAt()).isEmpty();
        assertThat(fetched(stored.id())).isEqualTo(stored);
    }

    @Test
    default void timesAreKeptInWholeMicrosecondsFromYear1To9999() {
        Instant earliest = Instant.parse("0001-01-01T00:00:00Z");
        Instant latest = Instant.parse("9999-12-31T23:59:59.999999Z");
        Instant beforeEpoch = Instant.parse("1969-12-31T23:59:59.999999999Z");

        Memory stored = store().storeAll(
                        home(),
                        List.of(
                                NewMemory.of("first")
                                        .createdAt(earliest)
                                        .expiresAt(latest)
                                        .build(),
                                NewMemory.of("last").createdAt(latest).build(),
                                NewMemory.of("odd").createdAt(beforeEpoch).build()))
                .getLast();

        assertThat(stored.createdAt()).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(all()).extracting(Memory::content).containsExactly("first", "odd", "last");
        assertThat(all()).extracting(Memory::createdAt).containsExactly(earliest, stored.createdAt(), latest);
        assertThat(all().getFirst().expiresAt()).contains(latest);
    }

    @Test
    default void aBatchComesBackInTheOrderGiven() {
        List<NewMemory> batch = Samples.numbered(0, 20);

        List<Memory> stored = given(batch);

        assertThat(stored)
                .extracting(Memory::content)
                .containsExactlyElementsOf(
                        batch.stream().map(NewMemory::content).toList());
        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    default void aBatchMayHaveAsManyMemoriesAsTheLimitSays() {
        List<NewMemory> batch = LongStream.range(0, Limits.BATCH)
                .mapToObj(number -> Samples.plain("memory " + number))
                .toList();

        List<Memory> stored = store().storeAll(home(), batch);

        assertThat(stored).hasSize(Limits.BATCH);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(Limits.BATCH);
        assertThat(store().deleteBatch(home(), stored.stream().map(Memory::id).toList()))
                .isEqualTo(Limits.BATCH);
    }

    @Test
    default void anEmptyBatchDoesNothing() {
        assertThat(store().storeAll(home(), List.of())).isEmpty();

        assertThat(store().namespaces()).doesNotContain(home());
    }

    @Test
    default void placesInASessionCountUpFromTheLargest() {
        store().store(home(), inSession("a"));
        store().storeAll(home(), List.of(inSession("a"), inSession("b"), inSession("a")));
        store().store(home(), NewMemory.of("jumps").session("a", 10).build());
        store().store(home(), NewMemory.of("fills a gap").session("a", 5).build());
        store().store(home(), inSession("a"));

        assertThat(matching(Filter.session("a")))
                .extracting(memory -> memory.sequence().orElseThrow())
                .containsExactlyInAnyOrder(0L, 1L, 2L, 10L, 5L, 11L);
        assertThat(matching(Filter.session("b")))
                .extracting(memory -> memory.sequence().orElseThrow())
                .containsExactly(0L);
    }

    private static NewMemory inSession(String session) {
        return NewMemory.of("a turn").session(session).build();
    }

    @Test
    default void placesInASessionFollowTheOrderOfTheBatch() {
        List<Memory> stored = store().storeAll(
                        home(),
                        List.of(
                                inSession("s"),
                                NewMemory.of("x").session("s", 7).build(),
                                inSession("s"),
                                inSession("s")));

        assertThat(stored).extracting(memory -> memory.sequence().orElseThrow()).containsExactly(0L, 7L, 8L, 9L);
    }

    @Test
    default void theLargestPlaceInASessionIsKept() {
        Memory stored = store().store(
                        home(),
                        NewMemory.of("far").session("s", Limits.SEQUENCE).build());

        assertThat(fetched(stored.id()).sequence()).hasValue(Limits.SEQUENCE);
    }

    @Test
    default void storingTheSameAgainDoesNothing() {
        NewMemory memory = Samples.complete(1).build();
        NewMemory open = NewMemory.of("time and place left open")
                .id(Samples.id(2))
                .session("s")
                .build();
        List<Memory> first = given(memory, open);
        clock().advance(Duration.ofHours(1));

        List<Memory> again = store().storeAll(home(), List.of(memory, open));

        assertThat(again).isEqualTo(first.stream().map(this::written).toList());
        assertThat(all()).containsExactlyInAnyOrderElementsOf(again);
    }

    @Test
    default void repeatingABatchStoresOnlyWhatIsMissing() {
        List<Memory> first = given(Samples.numbered(0, 3));

        List<Memory> second = store().storeAll(home(), Samples.numbered(0, 6));

        assertThat(second.subList(0, 3)).isEqualTo(first);
        assertThat(all()).containsExactlyInAnyOrderElementsOf(second).hasSize(6);
    }

    @Test
    default void theSameMemoryTwiceInABatchIsStoredOnce() {
        NewMemory memory =
                NewMemory.of("said once").id(Samples.id(1)).session("s").build();

        List<Memory> stored = store().storeAll(home(), List.of(memory, inSession("s"), memory));

        assertThat(stored).extracting(m -> m.sequence().orElseThrow()).containsExactly(0L, 1L, 0L);
        assertThat(all()).hasSize(2);
    }

    @Test
    default void aDifferentMemoryUnderATakenIdIsAConflict() {
        Memory there = given(Samples.complete(1).build()).getFirst();
        Instant otherTime = there.createdAt().plusNanos(1_000);

        Stream.of(
                        NewMemory.of("Ann said nothing").id(there.id()),
                        Samples.complete(1).type(MemoryType.EPISODIC),
                        Samples.complete(1).embedding(Samples.embedding(2)),
                        Samples.complete(1).metadata(Metadata.of("whole", 2)),
                        Samples.complete(1).session("session", 2),
                        Samples.complete(1).session("other", 1),
                        Samples.complete(1).actor("Bob"),
                        Samples.complete(1).importance(0.7500001),
                        Samples.complete(1).createdAt(otherTime),
                        Samples.complete(1).expiresAt(Instant.parse("2031-01-01T00:00:00Z")))
                .map(NewMemory.Builder::build)
                .forEach(different -> assertConflict(() -> store().store(home(), different)));

        assertThat(all()).containsExactly(written(there));
    }

    @Test
    default void aConflictInABatchStoresNothingOfIt() {
        Memory there = given(Samples.numbered(3)).getFirst();
        NewMemory different = NewMemory.of("another").id(there.id()).build();

        assertConflict(() -> store().storeAll(
                        home(), List.of(Samples.numbered(1), Samples.numbered(2), different, Samples.numbered(4))));

        assertThat(all()).containsExactly(there);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(1);
    }

    @Test
    default void twoMemoriesUnderOneIdInABatchAreAConflict() {
        NewMemory one = Samples.numbered(1);
        NewMemory other = NewMemory.of("another").id(Samples.id(1)).build();

        assertConflict(() -> store().storeAll(home(), List.of(one, Samples.numbered(2), other)));

        assertThat(all()).isEmpty();
        assertThat(store().namespaces()).doesNotContain(home());
    }

    @Test
    default void aDeletedIdIsFree() {
        UUID id = given(Samples.numbered(1)).getFirst().id();
        store().delete(home(), id);

        Memory stored = store().store(home(), NewMemory.of("new").id(id).build());

        assertThat(stored.version()).isEqualTo(1);
        assertThat(fetched(id).content()).isEqualTo("new");
    }

    @Test
    default void theFirstEmbeddingFixesTheDimensionOfTheWholeStore() {
        MemoryStore fresh = another();
        NewMemory three = Samples.plain("three").withEmbedding(Embedding.of(1, 2, 3));
        NewMemory two = Samples.plain("two").withEmbedding(Embedding.of(1, 2));
        assertThat(fresh.status().dimension()).isEmpty();
        if (deviates(Deviation.EMBEDS_TEXT)) {
            assertRefused(() -> fresh.store(home(), three));
            assertThat(fresh.store(home(), Samples.plain("eight"))
                            .embedding()
                            .orElseThrow()
                            .dimension())
                    .isEqualTo(Samples.DIMENSION);
            return;
        }

        assertRefused(() -> fresh.storeAll(home(), List.of(three, two)));
        assertThat(fresh.status().dimension()).as("after a refused batch").isEmpty();
        assertThat(fresh.count(home(), Filter.everything())).isZero();

        fresh.store(home(), three);
        assertThat(fresh.status().dimension()).isEqualTo(OptionalInt.of(3));
        assertRefused(() -> fresh.store(Namespace.of("another"), two));
        assertThat(fresh.namespaces()).containsExactly(home());
    }

    @Test
    default void anEmbeddingForAMemoryThatIsNotThereFixesNoDimension() {
        MemoryStore fresh = another();
        var patch = MemoryPatch.change().embedding(Samples.embedding(1)).build();
        assertThat(fresh.update(home(), new UUID(1, 2), patch)).isEmpty();
        assertThat(fresh.status().dimension()).as("in no namespace").isEmpty();
        if (deviates(Deviation.EMBEDS_TEXT)) {
            return; // whatever is stored has one
        }

        fresh.store(home(), Samples.plain("without an embedding"));
        assertThat(fresh.update(home(), new UUID(1, 2), patch)).isEmpty();
        assertThat(fresh.status().dimension()).as("beside another memory").isEmpty();
    }
}
