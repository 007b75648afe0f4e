package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import io.jamey.testkit.StagedStore;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How often a caller waits for Redis.
class RoundTripsTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final SearchRequest SEARCH =
            SearchRequest.of("tea").weights(Weights.WORDS_ONLY).build();
    private static final List<UUID> IDS =
            IntStream.range(0, 100).mapToObj(i -> new UUID(1, i)).toList();

    private final MovableClock clock = new MovableClock();
    private final StagedStore bare = new StagedStore(new ReferenceMemoryStore(clock));
    private final RedisCachedMemoryStore store = Stores.over(bare, clock);

    RoundTripsTest() {
        store.storeAll(
                HOME, IDS.stream().map(id -> NewMemory.of("tea").id(id).build()).toList());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long trips(Runnable operation) {
        long before = store.roundTripTimes().count();
        operation.run();
        return store.roundTripTimes().count() - before;
    }

    @Test
    void aHitIsOne() {
        List<Runnable> reads = List.of(
                () -> store.retrieve(HOME, IDS.getFirst()),
                () -> store.retrieve(HOME, new UUID(9, 9)),
                () -> store.retrieveBatch(HOME, IDS),
                () -> store.search(HOME, SEARCH),
                () -> store.listPaginated(HOME, PageRequest.of(10)),
                () -> store.count(HOME, Filter.everything()));
        for (Runnable read : reads) {
            read.run();
            int asked = bare.retrieves.get() + bare.searches.get();
            assertThat(trips(read)).isEqualTo(1);
            assertThat(bare.retrieves.get() + bare.searches.get()).isEqualTo(asked);
        }
        assertThat(store.statistics().hits()).isEqualTo(105);
    }

    @Test
    void aMissIsTwoAndTheFirstAnswerOfANamespaceTwoMore() {
        assertThat(trips(() -> store.retrieve(HOME, IDS.getFirst()))).isEqualTo(2);
        assertThat(trips(() -> store.retrieveBatch(HOME, IDS))).isEqualTo(2);
        assertThat(trips(() -> store.search(HOME, SEARCH))).isEqualTo(4);
        assertThat(trips(() -> store.count(HOME, Filter.everything()))).isEqualTo(3);
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        String large = "tea ".repeat(200_000);
        for (int i = 0; i < 3; i++) {
            store.store(HOME, NewMemory.of(large).build());
        }
        for (int i = 1; i <= 2; i++) {
            bare.searches.set(0);
            store.search(HOME, SEARCH);
            assertThat(bare.searches).hasValue(1);
        }
    }

    @Test
    void aWriteIsOneWhateverItsSize() {
        List<Runnable> writes = List.of(
                () -> store.store(HOME, NewMemory.of("milk").build()),
                () -> store.update(
                        HOME, IDS.get(1), MemoryPatch.change().importance(0.9).build()),
                () -> store.deleteBatch(HOME, IDS.subList(2, 90)),
                () -> store.deleteMatching(HOME, Filter.everything()),
                () -> store.drop(HOME));
        writes.forEach(write -> assertThat(trips(write)).isEqualTo(1));
    }
}
