package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What last-access times promise: reads of single memories and searches move them on, listings do not.
interface AccessContract extends StoreFixture {

    @Test
    default void aRetrieveRecordsTheAccessAndShowsTheOneBefore() {
        Memory stored = given(Samples.numbered(1)).getFirst();
        Instant first = clock().advance(Duration.ofMinutes(1));
        assertThat(fetched(stored.id()).lastAccessed()).isEqualTo(stored.createdAt());
        Instant second = clock().advance(Duration.ofMinutes(1));
        assertThat(fetched(stored.id())).isEqualTo(stored.withLastAccessed(first));

        assertThat(all()).containsExactly(stored.withLastAccessed(second));
    }

    @Test
    default void retrievingABatchRecordsTheAccessToWhatIsThere() {
        List<Memory> stored = given(Samples.numbered(0, 3));
        Instant later = clock().advance(Duration.ofMinutes(1));

        store().retrieveBatch(home(), List.of(Samples.id(0), Samples.id(99), Samples.id(2)));

        assertThat(all())
                .containsExactlyInAnyOrder(
                        stored.get(0).withLastAccessed(later),
                        stored.get(1),
                        stored.get(2).withLastAccessed(later));
    }

    @Test
    default void aSearchRecordsTheAccessToWhatItReturns() {
        Memory found = given(Samples.complete(1).build()).getFirst();
        Memory other = given(Samples.numbered(2)).getFirst();
        Instant later = clock().advance(Duration.ofMinutes(1));

        var matches = store().search(
                        home(),
                        SearchRequest.of("When do we leave, Ann?")
                                .limit(1)
                                .filter(Filter.exists(Field.SESSION))
                                .build())
                .matches();

        assertThat(matches.getFirst().memory().lastAccessed()).isEqualTo(found.createdAt());
        assertThat(all()).containsExactlyInAnyOrder(found.withLastAccessed(later), other);
    }

    @Test
    default void aTouchRecordsTheAccessAndPassesOverWhatIsMissing() {
        List<Memory> stored = given(Samples.numbered(0, 2));
        Instant later = clock().advance(Duration.ofMinutes(1));

        store().touch(home(), List.of(Samples.id(1), Samples.id(99), Samples.id(1)));
        store().touch(home(), List.of());

        assertThat(all()).containsExactlyInAnyOrder(stored.get(0), stored.get(1).withLastAccessed(later));
    }

    @Test
    default void aTouchAtATimeRecordsItUnlessALaterOneIsKnownOrItIsYetToCome() {
        List<Memory> stored = given(Samples.numbered(0, 4));
        Instant used = clock().advance(Duration.ofMinutes(1));
        Instant touched = clock().advance(Duration.ofMinutes(1));
        store().touch(home(), List.of(Samples.id(1)));
        Instant now = clock().advance(Duration.ofMinutes(1));

        store().touchAt(
                        home(),
                        Map.of(
                                Samples.id(0),
                                used.plusNanos(999),
                                Samples.id(1),
                                used,
                                Samples.id(2),
                                now.plusSeconds(60),
                                Samples.id(99),
                                used));
        store().touchAt(home(), Map.of());

        assertThat(all())
                .containsExactlyInAnyOrder(
                        stored.get(0).withLastAccessed(used),
                        stored.get(1).withLastAccessed(touched),
                        stored.get(2).withLastAccessed(now),
                        stored.get(3));
        assertThat(store().count(home(), Filter.atMost(Field.LAST_ACCESSED, used)))
                .isEqualTo(2);
    }

    @Test
    default void listingStreamingCountingAndUpdatingRecordNoAccess() {
        UUID id = given(Samples.numbered(1)).getFirst().id();
        Instant created = clock().instant();
        clock().advance(Duration.ofMinutes(1));

        store().listPaginated(home(), PageRequest.of(10).withEmbeddings());
        store().count(home(), Filter.exists(Field.metadata("number")));
        store().update(home(), id, MemoryPatch.change().importance(1).build());
        all();

        assertThat(all()).extracting(Memory::lastAccessed).containsExactly(created);
    }

    @Test
    default void filtersSeeTheLatestAccess() {
        given(Samples.numbered(0, 3));
        Instant later = clock().advance(Duration.ofMinutes(1));
        Filter stale = Filter.less(Field.LAST_ACCESSED, later);

        store().touch(home(), List.of(Samples.id(1)));

        assertThat(store().count(home(), stale)).isEqualTo(2);
        assertThat(store().deleteMatching(home(), stale)).isEqualTo(2);
        assertThat(all()).extracting(Memory::id).containsExactly(Samples.id(1));
    }

    @Test
    default void anUpdateKeepsTheLatestAccess() {
        UUID id = given(Samples.numbered(1)).getFirst().id();
        Instant touched = clock().advance(Duration.ofMinutes(1));
        store().touch(home(), List.of(id));
        clock().advance(Duration.ofMinutes(1));

        var updated =
                store().update(home(), id, MemoryPatch.change().importance(1).build());

        assertThat(updated.orElseThrow().lastAccessed()).isEqualTo(touched);
        assertThat(all()).containsExactly(updated.orElseThrow());
    }

    @Test
    default void theLastAccessNeverMovesBack() {
        Instant future = clock().instant().plusSeconds(60);
        Memory stored =
                given(NewMemory.of("dated ahead").createdAt(future).build()).getFirst();

        store().touch(home(), List.of(stored.id()));
        store().retrieve(home(), stored.id());

        assertThat(all()).containsExactly(stored);
    }
}
