package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a cache promises besides the contract of stores, which only looks once: nothing that was read before a
/// change is served after it.
public interface CoherenceContract {
    Namespace HOME = Namespace.of("home");
    Namespace OTHER = Namespace.of("other");
    UUID ID = new UUID(1, 1);
    SearchRequest SEARCH = SearchRequest.of("tea").weights(Weights.WORDS_ONLY).build();
    Filter TEA = Filter.equal(Field.ACTOR, "Ann");

    /// The layer under test over a store.
    MemoryStore cached(MemoryStore store, MovableClock clock);

    /// A store that a test can hold still, and the layer over it.
    final class Fixture {
        final MovableClock clock = new MovableClock();
        final StagedStore store = new StagedStore(new ReferenceMemoryStore(clock));
        final MemoryStore cached;

        Fixture(CoherenceContract contract) {
            cached = contract.cached(store, clock);
            cached.store(HOME, tea(ID).build());
        }

        /// Reads everything there is to keep, and returns it.
        List<Object> readAll() {
            return List.of(
                    cached.retrieve(HOME, ID).map(Memory::version),
                    cached.search(HOME, SEARCH).matches().stream()
                            .map(match -> match.memory().version())
                            .toList(),
                    cached.listPaginated(HOME, PageRequest.of(10)).items().stream()
                            .map(Memory::version)
                            .toList(),
                    cached.count(HOME, TEA));
        }

        /// The same, from the store.
        List<Object> truth() {
            List<Long> versions = store.listPaginated(HOME, PageRequest.of(10)).items().stream()
                    .map(Memory::version)
                    .toList();
            return List.of(
                    store.listPaginated(HOME, PageRequest.of(10)).items().stream()
                            .filter(memory -> memory.id().equals(ID))
                            .map(Memory::version)
                            .findFirst(),
                    store.search(HOME, SEARCH).matches().stream()
                            .map(match -> match.memory().version())
                            .toList(),
                    versions,
                    store.count(HOME, TEA));
        }
    }

    static NewMemory.Builder tea(UUID id) {
        return NewMemory.of("Ann drinks tea").id(id).actor("Ann");
    }

    private static MemoryPatch change(double importance) {
        return MemoryPatch.change().importance(importance).build();
    }

    @Test
    default void everyWriteIsSeenByEveryRead() {
        List<Consumer<MemoryStore>> writes = List.of(
                store -> store.update(HOME, ID, change(0.9)),
                store -> store.store(HOME, tea(new UUID(1, 2)).build()),
                store -> store.delete(HOME, new UUID(1, 2)),
                store -> store.deleteMatching(HOME, TEA),
                store -> store.store(HOME, tea(ID).build()),
                store -> store.drop(HOME),
                store -> store.store(HOME, tea(ID).build()));
        var fixture = new Fixture(this);
        for (int i = 0; i < writes.size(); i++) {
            fixture.readAll();
            writes.get(i).accept(fixture.cached);
            assertThat(fixture.readAll()).as("after write %d", i).isEqualTo(fixture.truth());
        }
    }

    @Test
    default void aWriteThatThrowsMayHaveHappened() {
        List<Consumer<MemoryStore>> writes = List.of(
                store -> store.update(HOME, ID, change(0.9)),
                store -> store.store(HOME, tea(new UUID(1, 2)).build()),
                store -> store.delete(HOME, ID),
                store -> store.deleteMatching(HOME, Filter.everything()),
                store -> store.drop(HOME));
        for (int i = 0; i < writes.size(); i++) {
            Consumer<MemoryStore> write = writes.get(i);
            var fixture = new Fixture(this);
            fixture.readAll();
            fixture.store.failAfterWriting(true);
            assertThatThrownBy(() -> write.accept(fixture.cached)).isInstanceOf(MemoryException.class);
            fixture.store.failAfterWriting(false);
            assertThat(fixture.readAll()).as("after failed write %d", i).isEqualTo(fixture.truth());
            fixture.cached.update(HOME, ID, change(0.2));
            assertThat(fixture.readAll()).as("and a good one").isEqualTo(fixture.truth());
        }
    }

    @Test
    default void aReadThatBeganBeforeAWriteLeavesNothingBehind() throws Exception {
        List<Callable<?>> reads = new ArrayList<>();
        var fixture = new Fixture(this);
        reads.add(() -> fixture.cached.retrieve(HOME, ID));
        reads.add(() -> fixture.cached.retrieveBatch(HOME, List.of(ID)));
        reads.add(() -> fixture.cached.search(HOME, SEARCH));
        reads.add(() -> fixture.cached.count(HOME, TEA));
        for (int i = 0; i < reads.size(); i++) {
            for (boolean delete : new boolean[] {false, true}) {
                fixture.cached.store(HOME, tea(new UUID(2, i)).build());
                fixture.cached.update(HOME, ID, change(0.1));
                StagedStore.Pause pause = fixture.store.pauseNext();
                Future<?> reading = inBackground(reads.get(i));
                pause.awaitReached(reading);
                if (delete) {
                    fixture.cached.deleteMatching(HOME, Filter.everything());
                    fixture.cached.store(HOME, tea(ID).importance(0.3).build());
                } else {
                    fixture.cached.update(HOME, ID, change(0.2 + i / 10.0));
                }
                pause.end();
                reading.get();
                assertThat(fixture.readAll())
                        .as("read %d, delete %s", i, delete)
                        .isEqualTo(fixture.truth());
            }
        }
    }

    @Test
    default void nothingIsServedFromBeforeAWriteThatOthersCanSee() throws Exception {
        var fixture = new Fixture(this);
        fixture.readAll();
        StagedStore.Pause pause = fixture.store.pauseNext();
        Future<?> writing = inBackground(() -> fixture.cached.update(HOME, ID, change(0.9)));
        pause.awaitReached(writing);

        try {
            assertThat(versions(fixture.cached.iterate(HOME, Filter.everything())))
                    .containsExactly(2L);
            assertThat(fixture.readAll()).isEqualTo(fixture.truth());
        } finally {
            pause.end();
            writing.get();
        }
    }

    private static List<Long> versions(Stream<Memory> memories) {
        try (memories) {
            return memories.map(Memory::version).toList();
        }
    }

    private static Future<?> inBackground(Callable<?> task) {
        ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
        Future<?> future = executor.submit(task);
        executor.shutdown();
        return future;
    }

    @Test
    default void oneIdInTwoNamespacesIsTwoMemories() {
        var fixture = new Fixture(this);
        fixture.cached.store(OTHER, tea(ID).importance(0.9).build());
        for (int i = 0; i < 2; i++) {
            for (Namespace namespace : List.of(HOME, OTHER)) {
                assertThat(fixture.cached.retrieve(namespace, ID).orElseThrow().namespace())
                        .isEqualTo(namespace);
                assertThat(fixture.cached.search(namespace, SEARCH).matches())
                        .allMatch(match -> match.memory().namespace().equals(namespace));
                assertThat(fixture.cached.listPaginated(namespace, 10, 0).items())
                        .allMatch(memory -> memory.namespace().equals(namespace));
            }
        }
        fixture.cached.delete(OTHER, ID);
        assertThat(fixture.cached.retrieve(HOME, ID)).isPresent();
        assertThat(fixture.cached.retrieve(OTHER, ID)).isEmpty();
        assertThat(fixture.cached.count(OTHER, TEA)).isZero();
    }

    @Test
    default void nothingIsServedAtOrAfterAnExpiry() {
        var fixture = new Fixture(this);
        Instant expiry = fixture.clock.instant().plusSeconds(30);
        UUID mortal = new UUID(1, 2);
        fixture.cached.store(HOME, tea(mortal).expiresAt(expiry).build());
        fixture.readAll();
        fixture.cached.retrieve(HOME, mortal);

        fixture.clock.advance(Duration.ofSeconds(30).minusNanos(1_000));
        assertThat(fixture.cached.retrieve(HOME, mortal)).isPresent();
        assertThat(fixture.cached.count(HOME, TEA)).isEqualTo(2);

        fixture.clock.advance(Duration.ofNanos(1_000));
        assertThat(fixture.cached.retrieve(HOME, mortal)).isEmpty();
        assertThat(fixture.readAll()).isEqualTo(fixture.truth());
    }

    @Test
    default void aShorterExpiryBoundsAnswersThatCome() {
        var fixture = new Fixture(this);
        fixture.readAll();
        fixture.cached.update(
                HOME,
                ID,
                MemoryPatch.change()
                        .expiresAt(fixture.clock.instant().plusSeconds(5))
                        .build());
        fixture.readAll();

        fixture.clock.advance(Duration.ofSeconds(5));

        assertThat(fixture.readAll()).isEqualTo(fixture.truth());
    }

    @Test
    default void anAbsenceEndsWithAStore() {
        var fixture = new Fixture(this);
        UUID id = new UUID(1, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(fixture.cached.retrieve(HOME, id)).isEmpty();
        }
        fixture.cached.store(HOME, tea(id).build());
        assertThat(fixture.cached.retrieve(HOME, id)).isPresent();
    }

    @Test
    default void everyHitIsAnAccessThatEveryReadShows() {
        var fixture = new Fixture(this);
        fixture.readAll();
        List<Callable<Instant>> reads = List.of(
                () -> fixture.cached.retrieve(HOME, ID).orElseThrow().lastAccessed(),
                () -> fixture.cached
                        .search(HOME, SEARCH)
                        .matches()
                        .getFirst()
                        .memory()
                        .lastAccessed());
        for (int i = 0; i < 6; i++) {
            Instant used = fixture.clock.advance(Duration.ofSeconds(1));
            Instant before = call(reads.get(i % 2));
            assertThat(before).as("access before %d", i).isEqualTo(used.minusSeconds(i == 0 ? 1 : 2));
            fixture.clock.advance(Duration.ofSeconds(1));
            assertThat(fixture.cached
                            .listPaginated(HOME, 10, 0)
                            .items()
                            .getFirst()
                            .lastAccessed())
                    .isEqualTo(used);
            assertThat(fixture.cached.count(HOME, Filter.equal(Field.LAST_ACCESSED, used)))
                    .isEqualTo(1);
            try (Stream<Memory> all = fixture.cached.iterate(HOME, Filter.everything())) {
                assertThat(all).extracting(Memory::lastAccessed).containsExactly(used);
            }
        }
        Instant touched = fixture.clock.instant();
        fixture.cached.touch(HOME, List.of(ID));
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(call(reads.get(0))).isEqualTo(touched);
    }

    @Test
    default void aFilterByAccessIsAskedAnew() {
        var fixture = new Fixture(this);
        Filter unused = Filter.less(Field.LAST_ACCESSED, fixture.clock.instant().plusSeconds(1));
        SearchRequest search = SearchRequest.of("tea").filter(unused).build();
        assertThat(fixture.cached.count(HOME, unused)).isEqualTo(1);
        assertThat(fixture.cached.search(HOME, search).matches()).hasSize(1);
        fixture.readAll();

        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.cached.retrieve(HOME, ID);

        assertThat(fixture.cached.count(HOME, unused)).isZero();
        assertThat(fixture.cached.search(HOME, search).matches()).isEmpty();
    }

    private static <T> T call(Callable<T> callable) {
        try {
            return callable.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aNewMemoryUnderAnOldIdStartsAnew() {
        var fixture = new Fixture(this);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.readAll();
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.readAll();
        Instant created = Instant.parse("2020-01-01T00:00:00Z");
        fixture.cached.delete(HOME, ID);
        fixture.cached.store(HOME, tea(ID).createdAt(created).build());

        fixture.cached.count(HOME, Filter.exists(Field.LAST_ACCESSED));
        assertThat(fixture.cached.listPaginated(HOME, 10, 0).items())
                .extracting(Memory::lastAccessed)
                .containsExactly(created);
    }

    @Test
    default void oneOfManyWhoMissAtOnceAsksTheStore() throws Exception {
        var fixture = new Fixture(this);
        fixture.store.retrieves.set(0);
        oneAsks(fixture, () -> fixture.cached.retrieve(HOME, ID).orElseThrow().id());
        assertThat(fixture.store.retrieves).hasValue(1);
        oneAsks(fixture, () -> fixture.cached.search(HOME, SEARCH).matches().size());
        assertThat(fixture.store.searches).hasValue(1);
    }

    private static void oneAsks(Fixture fixture, Callable<Object> read)
            throws ExecutionException, InterruptedException {
        StagedStore.Pause pause = fixture.store.pauseNext();
        var first = new FutureTask<>(read);
        Thread.ofPlatform().start(first);
        pause.awaitReached(first);
        var others = new ArrayList<FutureTask<Object>>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 7; i++) {
            others.add(new FutureTask<>(read));
            threads.add(Thread.ofPlatform().start(others.getLast()));
        }
        for (Thread thread : threads) {
            while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
                Thread.sleep(1);
            }
        }
        pause.end();
        for (FutureTask<Object> other : others) {
            assertThat(other.get()).isEqualTo(first.get());
        }
    }

    @Test
    default void changesMadeElsewhereAreSeenInTheEnd() {
        var fixture = new Fixture(this);
        fixture.readAll();
        fixture.store.update(HOME, ID, change(0.9));

        fixture.clock.advance(Duration.ofHours(1));

        assertThat(fixture.readAll()).isEqualTo(fixture.truth());
    }
}
