package io.jamey.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import io.jamey.testkit.StagedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What this layer adds to the contract: lifetimes, a budget, statistics, and values that are not copied.
class CachedMemoryStoreTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final MemoryType SETTING = MemoryType.of("setting");

    private final MovableClock clock = new MovableClock();
    private final StagedStore bare = new StagedStore(new ReferenceMemoryStore(clock));
    private final CachedMemoryStore store = new CachedMemoryStore(
            bare, CacheOptions.defaults().type(SETTING, Lifetime.CONFIGURATION).clock(clock));

    private Memory stored(NewMemory.Builder memory) {
        return store.store(HOME, memory.build());
    }

    private void changeBehind(UUID id) {
        bare.update(HOME, id, MemoryPatch.change().importance(0.9).build());
    }

    private double importance(UUID id) {
        return store.retrieve(HOME, id).orElseThrow().importance();
    }

    @Test
    void aMemoryIsKeptForAnHourAnAnswerForAMinute() {
        UUID id = stored(NewMemory.of("tea")).id();
        assertThat(importance(id)).isEqualTo(0.5);
        assertThat(store.listPaginated(HOME, 1, 0).items().getFirst().importance())
                .isEqualTo(0.5);
        changeBehind(id);

        clock.advance(Duration.ofMinutes(1).minusNanos(1_000));
        assertThat(store.listPaginated(HOME, 1, 0).items().getFirst().importance())
                .isEqualTo(0.5);
        clock.advance(Duration.ofNanos(1_000));
        assertThat(store.listPaginated(HOME, 1, 0).items().getFirst().importance())
                .isEqualTo(0.9);

        clock.advance(Duration.ofMinutes(59).minusNanos(1_000));
        assertThat(importance(id)).isEqualTo(0.5);
        clock.advance(Duration.ofNanos(1_000));
        assertThat(importance(id)).isEqualTo(0.9);
    }

    @Test
    void configurationIsKeptUntilItIsChangedHere() {
        UUID id = stored(NewMemory.of("dark mode").type(SETTING)).id();
        assertThat(importance(id)).isEqualTo(0.5);
        changeBehind(id);

        clock.advance(Duration.ofDays(400));
        assertThat(importance(id)).isEqualTo(0.5);
        store.update(HOME, id, MemoryPatch.change().content("light mode").build());
        assertThat(importance(id)).isEqualTo(0.9);
    }

    @Test
    void anAbsenceIsKeptForAMinute() {
        UUID id = new UUID(1, 1);
        assertThat(store.retrieve(HOME, id)).isEmpty();
        bare.store(HOME, NewMemory.of("tea").id(id).build());
        assertThat(store.retrieve(HOME, id)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.retrieve(HOME, id)).isPresent();
    }

    @Test
    void whoeverChangesTheStoreElsewhereCanSaySo() {
        UUID id = stored(NewMemory.of("tea")).id();
        UUID other = stored(NewMemory.of("milk")).id();
        importance(id);
        importance(other);
        assertThat(store.count(HOME, Filter.everything())).isEqualTo(2);
        changeBehind(id);
        bare.delete(HOME, other);

        store.invalidate(HOME, List.of(id));
        assertThat(importance(id)).isEqualTo(0.9);
        assertThat(store.count(HOME, Filter.everything())).isEqualTo(1);
        assertThat(store.retrieve(HOME, other)).isPresent();
        store.invalidate(HOME);
        assertThat(store.retrieve(HOME, other)).isEmpty();
    }

    @Test
    void aHitSharesWhatTheStoreReturned() {
        UUID id = stored(NewMemory.of("tea").embedding(Embedding.of(1, 2)).metadata(Metadata.of("a", 1)))
                .id();
        Memory first = store.retrieve(HOME, id).orElseThrow();
        clock.advance(Duration.ofSeconds(1));
        Memory second = store.retrieve(HOME, id).orElseThrow();

        assertThat(second.content()).isSameAs(first.content());
        assertThat(second.embedding()).isSameAs(first.embedding());
        assertThat(second.metadata()).isSameAs(first.metadata());
        assertThat(store.listPaginated(HOME, 5, 0)).isSameAs(store.listPaginated(HOME, 5, 0));
    }

    @Test
    void statisticsTellHitsMissesAndWhatWasStale() {
        UUID id = stored(NewMemory.of("tea")).id();
        importance(id);
        importance(id);
        store.count(HOME, Filter.everything());
        store.count(HOME, Filter.everything());
        store.store(HOME, NewMemory.of("milk").build());
        store.count(HOME, Filter.everything());

        CacheStatistics statistics = store.statistics();
        assertThat(statistics.hits()).isEqualTo(2);
        assertThat(statistics.misses()).isEqualTo(3);
        assertThat(statistics.stale()).isEqualTo(1);
        assertThat(statistics.entries()).isEqualTo(2);
        assertThat(statistics.bytes()).isPositive();
        assertThat(statistics.hitRate()).isEqualTo(0.4, within(1e-9));
        assertThat(store.status().details())
                .containsEntry("cache_hits", "2")
                .containsEntry("cache_bytes", Long.toString(statistics.bytes()));
    }

    @Test
    void theBudgetIsKept() {
        var small = new CachedMemoryStore(
                bare, CacheOptions.defaults().bytes(1 << 20).clock(clock));
        List<NewMemory> memories = IntStream.range(0, 1_000)
                .mapToObj(i -> NewMemory.of("memory " + i)
                        .embedding(Embedding.owning(vector(i, 1_000)))
                        .build())
                .toList();
        for (Memory memory : small.storeAll(HOME, memories)) {
            small.retrieve(HOME, memory.id());
        }
        CacheStatistics statistics = small.statistics();
        assertThat(statistics.bytes()).isBetween(900_000L, 1L << 20);
        assertThat(statistics.evictions()).isBetween(700L, 900L);
        assertThat(statistics.entries() + statistics.evictions()).isEqualTo(1_000);
    }

    private static float[] vector(int seed, int dimension) {
        var components = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            components[i] = seed * 31 + i + 1;
        }
        return components;
    }

    @Test
    void accessesReachTheStoreByThemselvesAndAtTheLatestOnClose() throws InterruptedException {
        UUID id = stored(NewMemory.of("tea")).id();
        importance(id);
        Instant used = clock.advance(Duration.ofSeconds(1));
        importance(id);
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 1_000 && !accessed(id).equals(used); i++) {
            Thread.sleep(20);
        }
        assertThat(accessed(id)).isEqualTo(used);
    }

    private Instant accessed(UUID id) {
        try (Stream<Memory> all = bare.iterate(HOME, Filter.everything())) {
            return all.filter(memory -> memory.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .lastAccessed();
        }
    }

    @Test
    void warmingUpReadsWhatWasUsedLatelyAndIsNoUse() {
        UUID old = stored(NewMemory.of("old")).id();
        Instant used = clock.advance(Duration.ofHours(1));
        UUID hot = stored(NewMemory.of("hot").embedding(Embedding.of(1, 2))).id();
        clock.advance(Duration.ofHours(1));
        assertThat(store.warmUp(HOME, used, 10)).isEqualTo(1);

        bare.retrieves.set(0);
        Memory memory = store.retrieve(HOME, hot).orElseThrow();
        assertThat(memory.lastAccessed()).isEqualTo(used);
        assertThat(memory.embedding()).isPresent();
        assertThat(bare.retrieves).hasValue(0);
        store.retrieve(HOME, old);
        assertThat(bare.retrieves).hasValue(1);
    }

    @Test
    void explanationsAreMadeAnew() {
        stored(NewMemory.of("tea"));
        for (int i = 0; i < 2; i++) {
            store.search(HOME, SearchRequest.of("tea").explain().build());
        }
        assertThat(bare.searches).hasValue(2);
    }

    @Test
    void aNamespaceWhereTooMuchExpiresIsAskedEachTime() {
        var memories = new ArrayList<NewMemory>();
        for (int i = 0; i < 1_001; i++) {
            memories.add(NewMemory.of("m" + i)
                    .expiresAt(clock.instant().plusSeconds(1 + i % 50))
                    .build());
        }
        store.storeAll(HOME, memories);
        for (int second = 0; second <= 50; second++) {
            assertThat(store.count(HOME, Filter.everything())).isEqualTo(bare.count(HOME, Filter.everything()));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(store.count(HOME, Filter.everything())).isZero();
    }

    @Test
    void optionsOutOfTheirRangesAreRefused() {
        CacheOptions options = CacheOptions.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> options.bytes(1_000));
        assertThatIllegalArgumentException().isThrownBy(() -> options.changing(Duration.ofSeconds(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.changing(Duration.ofSeconds(301)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.stable(Duration.ofMinutes(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.stable(Duration.ofDays(400)));
    }
}
