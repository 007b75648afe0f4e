package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What expiry promises: from its instant on, to every call, as if the memory had never been.
interface ExpiryContract extends StoreFixture {
    Duration MICROSECOND = Duration.ofNanos(1_000);

    /// A memory that expires one microsecond from now.
    private NewMemory mortal() {
        return Samples.complete(1)
                .expiresAt(clock().instant().plus(MICROSECOND))
                .build();
    }

    private Memory givenMortal() {
        return given(mortal()).getFirst();
    }

    private void expire() {
        clock().advance(MICROSECOND);
    }

    @Test
    default void aMemoryIsThereUntilTheInstantOfItsExpiry() {
        Memory memory = givenMortal();
        assertThat(all()).containsExactly(memory);
        assertThat(store().retrieve(home(), memory.id())).isPresent();

        expire();

        assertThat(all()).isEmpty();
        assertThat(store().retrieve(home(), memory.id())).isEmpty();
        assertThat(store().retrieveBatch(home(), List.of(memory.id()))).isEmpty();
    }

    @Test
    default void anExpiredMemoryIsNeitherListedNorCounted() {
        givenMortal();
        Memory lasting = given(Samples.numbered(2)).getFirst();

        expire();

        assertThat(store().listPaginated(home(), PageRequest.of(10).withEmbeddings())
                        .items())
                .containsExactly(lasting);
        assertThat(store().listPaginated(home(), 10, 0).total()).isEqualTo(1);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(1);
        assertThat(store().count(home(), Filter.exists(Field.EXPIRES_AT))).isZero();
    }

    @Test
    default void anExpiredMemoryIsNotFoundBySearch() {
        Memory memory = givenMortal();
        given(Samples.numbered(2));
        var request = SearchRequest.of(memory.content())
                .embedding(Samples.embedding(1))
                .limit(10)
                .build();
        assertThat(store().search(home(), request).matches()).hasSize(2);

        expire();

        assertThat(store().search(home(), request).matches())
                .extracting(match -> match.memory().id())
                .containsExactly(Samples.id(2));
    }

    @Test
    default void anExpiredMemoryCannotBeUpdatedOrDeleted() {
        Memory memory = givenMortal();

        expire();

        MemoryPatch revive = MemoryPatch.change().neverExpires().expecting(7).build();
        assertThat(store().update(home(), memory.id(), revive)).isEmpty();
        assertThat(store().delete(home(), memory.id())).isFalse();
        assertThat(store().deleteBatch(home(), List.of(memory.id()))).isZero();
        assertThat(store().deleteMatching(home(), Filter.everything())).isZero();
        store().touch(home(), List.of(memory.id()));
        assertThat(store().drop(home())).isZero();
    }

    @Test
    default void aNamespaceWithNothingButExpiredMemoriesIsGone() {
        MemoryStore fresh = another();
        fresh.store(home(), mortal());

        expire();

        assertThat(fresh.namespaces()).isEmpty();
        assertThat(fresh.status().memories()).isZero();
        assertThat(fresh.status().namespaces()).isZero();
    }

    @Test
    default void theIdOfAnExpiredMemoryIsFree() {
        Memory expired = givenMortal();
        expire();

        Memory stored = store().store(
                        home(), NewMemory.of("someone else").id(expired.id()).build());

        assertThat(stored.version()).isEqualTo(1);
        assertThat(all()).containsExactly(stored);
    }

    @Test
    default void thePlaceOfAnExpiredMemoryIsFree() {
        store().store(
                        home(),
                        NewMemory.of("x")
                                .session("s", 5)
                                .expiresAt(clock().instant().plus(MICROSECOND))
                                .build());
        expire();

        assertThat(store().store(home(), NewMemory.of("y").session("s").build()).sequence())
                .hasValue(0);
    }

    @Test
    default void aMemoryStoredExpiredIsNeverSeen() {
        NewMemory memory = NewMemory.of("too late")
                .id(Samples.id(1))
                .embedding(Samples.embedding(1))
                .expiresAt(clock().instant())
                .build();

        Memory stored = store().store(home(), memory);

        assertThat(memory.isStoredAs(stored)).isTrue();
        assertThat(all()).isEmpty();
        assertThat(store().namespaces()).doesNotContain(home());
    }

    @Test
    default void anUpdateCanEndOrSaveAMemory() {
        Memory doomed = givenMortal();
        Memory saved = given(Samples.complete(2)
                        .expiresAt(clock().instant().plus(MICROSECOND))
                        .build())
                .getFirst();
        Instant now = clock().instant();

        var ended = store().update(
                        home(), doomed.id(), MemoryPatch.change().expiresAt(now).build());
        store().update(home(), saved.id(), MemoryPatch.change().neverExpires().build());

        assertThat(ended.orElseThrow().expiresAt()).contains(now);
        assertThat(all()).extracting(Memory::id).containsExactly(saved.id());
        expire();
        assertThat(all()).extracting(Memory::id).containsExactly(saved.id());
    }

    @Test
    default void totalsStayExactWhileMemoriesExpire() {
        Instant now = clock().instant();
        given(IntStream.range(0, 100)
                .mapToObj(i -> NewMemory.of("memory " + i)
                        .id(Samples.id(i))
                        .expiresAt(now.plusSeconds(1 + i))
                        .build())
                .toList());

        for (int left : new int[] {100, 99, 50, 1, 0}) {
            clock().advance(Duration.between(clock().instant(), now.plusSeconds(100 - left)));
            assertThat(store().count(home(), Filter.everything())).isEqualTo(left);
            assertThat(store().count(home(), Filter.exists(Field.EXPIRES_AT))).isEqualTo(left);
            assertThat(store().listPaginated(home(), 7, 0).total()).isEqualTo(left);
            assertThat(store().search(
                                    home(),
                                    SearchRequest.of("memory")
                                            .limit(Limits.RESULTS)
                                            .build())
                            .matches())
                    .hasSize(left);
            assertThat(all()).hasSize(left);
        }
    }
}
