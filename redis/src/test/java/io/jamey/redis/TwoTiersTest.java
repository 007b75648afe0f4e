package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import io.jamey.testkit.StagedStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two caches as two processes have them, with one store and one Redis.
class TwoTiersTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final UUID ID = new UUID(1, 1);

    private final MovableClock clock = new MovableClock();
    private final StagedStore bare = new StagedStore(new ReferenceMemoryStore(clock));
    private final RedisOptions options = Stores.patient(RedisServer.url()).clock(clock);
    private final RedisCachedMemoryStore sharedHere = Stores.open(Stores.staying(bare), options);
    private final RedisCachedMemoryStore sharedThere = Stores.open(Stores.staying(bare), options);
    private final CachedMemoryStore here =
            new CachedMemoryStore(sharedHere, CacheOptions.defaults().clock(clock));
    private final CachedMemoryStore there =
            new CachedMemoryStore(sharedThere, CacheOptions.defaults().clock(clock));

    TwoTiersTest() {
        sharedHere.tell(here);
        sharedThere.tell(there);
        here.store(HOME, NewMemory.of("tea").id(ID).build());
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static double importance(CachedMemoryStore store) {
        return store.retrieve(HOME, ID).map(Memory::importance).orElse(-1.0);
    }

    private static MemoryPatch to(double importance) {
        return MemoryPatch.change().importance(importance).build();
    }

    private static void soon(BooleanSupplier condition) {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            RedisServer.pause(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void whatOneHasReadTheOtherFindsInRedis() {
        importance(here);
        here.count(HOME, Filter.everything());
        int asked = bare.retrieves.get();
        assertThat(importance(there)).isEqualTo(0.5);
        assertThat(there.count(HOME, Filter.everything())).isEqualTo(1);
        assertThat(bare.retrieves.get()).isEqualTo(asked);
        assertThat(sharedThere.statistics().hits()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aWriteOfOneIsNoLongerInTheMemoryOfTheOther() {
        for (double value : List.of(0.6, 0.7, 0.8)) {
            importance(there);
            importance(there);
            there.listPaginated(HOME, 10, 0);
            here.update(HOME, ID, to(value));
            soon(() -> importance(there) == value);
            soon(() -> there.listPaginated(HOME, 10, 0).items().getFirst().importance() == value);
        }
        here.deleteMatching(HOME, Filter.everything());
        soon(() -> importance(there) == -1);
        assertThat(there.count(HOME, Filter.everything())).isZero();
    }

    @Test
    void ownWritesAreNotToldToOneself() {
        here.update(HOME, ID, to(0.6));
        importance(here);
        sharedHere.redisStatus(); // behind whatever Redis had to tell
        long hits = here.statistics().hits();
        importance(here);
        assertThat(here.statistics().hits()).isEqualTo(hits + 1);
    }

    @Test
    void whoWaitsForTheLoadOfAnotherDoesNotWaitForEver() throws Exception {
        StagedStore.Pause pause = bare.pauseNext();
        var loading = new FutureTask<>(() -> importance(here));
        Thread.ofPlatform().start(loading);
        pause.awaitReached(loading);
        assertThat(importance(there)).isEqualTo(0.5);
        assertThat(bare.retrieves.get()).isEqualTo(2);
        pause.end();
        loading.get();
    }

    /// In most of many rounds: who waits longer than is reasonable asks the store.
    @Test
    void oneLoadIsEnoughForBoth() throws Exception {
        for (int i = 0; i < 10; i++) {
            StagedStore.Pause pause = bare.pauseNext();
            var loading = new FutureTask<>(() -> importance(here));
            Thread.ofPlatform().start(loading);
            pause.awaitReached(loading);
            var waiting = new FutureTask<>(() -> importance(there));
            Thread.ofPlatform().start(waiting);
            pause.end();
            assertThat(waiting.get()).isEqualTo(loading.get());
            here.update(HOME, ID, to(i / 100.0));
        }
        assertThat(bare.retrieves.get()).isBetween(10, 15);
    }

    @Test
    void whileOneWritesTheOtherKeepsNothing() throws Exception {
        importance(there);
        StagedStore.Pause pause = bare.pauseNext();
        var writing = new FutureTask<>(() -> here.update(HOME, ID, to(0.9)));
        Thread.ofPlatform().start(writing);
        pause.awaitReached(writing); // written, and the writer has not heard yet
        soon(() -> importance(there) == 0.9);
        for (int i = 0; i < 2; i++) {
            int asked = bare.retrieves.get();
            importance(there);
            assertThat(bare.retrieves.get()).as("asked again").isGreaterThan(asked);
            asked = bare.retrieves.get();
            there.retrieveBatch(HOME, List.of(ID, new UUID(1, 2)));
            assertThat(bare.retrieves.get()).as("asked again for both").isGreaterThan(asked);
        }
        pause.end();
        writing.get();
        importance(there);
        importance(there);
        soon(() -> {
            int before = bare.retrieves.get();
            importance(there);
            return bare.retrieves.get() == before;
        });
    }
}
