package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaMemoryStoreTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Namespace BO = Namespace.of("bo");
    /// The bytes of a memory of ten letters and nothing else.
    private static final long SMALL = 74;

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger readings = new AtomicInteger();
    private MemoryStore bare;

    @BeforeEach
    void begin() {
        bare = new ForwardingMemoryStore(new ReferenceMemoryStore(clock)) {
            @Override
            public Stream<Memory> iterate(Namespace namespace, Filter filter) {
                readings.incrementAndGet();
                return super.iterate(namespace, filter);
            }
        };
    }

    @AfterEach
    void end() {
        bare.close();
    }

    private MemoryStore with(long memories, long bytes) {
        return new QuotaMemoryStore(bare, new Quota(memories, bytes), clock);
    }

    private static NewMemory.Builder small() {
        return NewMemory.of("ten digits");
    }

    private static boolean isFull(Callable<?> write) throws Exception {
        try {
            write.call();
            return false;
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(MemoryException.Kind.FULL);
            assertThat(QuotaExceeded.in(e))
                    .hasValueSatisfying(
                            exceeded -> assertThat(exceeded.retryAfterMillis()).isPositive());
            return true;
        }
    }

    @Test
    void aNamespaceHoldsItsQuotaOfMemoriesAndNoMore() throws Exception {
        MemoryStore store = with(3, Long.MAX_VALUE);
        store.storeAll(ANN, List.of(small().build(), small().build()));

        assertThatThrownBy(() -> store.storeAll(ANN, List.of(small().build(), small().build())))
                .isInstanceOf(MemoryException.class)
                .hasMessage("the namespace may hold 3 memories and holds 2, so there is no room for 2 more: delete"
                        + " some");
        assertThat(store.count(ANN, Filter.everything())).isEqualTo(2);
        Memory third = store.store(ANN, small().build());
        assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
        store.store(BO, small().build());

        assertThat(store.delete(ANN, third.id())).isTrue();
        store.store(ANN, small().build());
        store.deleteMatching(ANN, Filter.everything());
        store.storeAll(ANN, List.of(small().build(), small().build(), small().build()));
        store.drop(ANN);
        store.storeAll(ANN, List.of(small().build(), small().build(), small().build()));
        assertThat(readings).as("a quota of memories costs no reading").hasValue(0);
    }

    @Test
    void aNamespaceHoldsItsQuotaOfBytesAndNoMore() throws Exception {
        MemoryStore store = with(Long.MAX_VALUE, 3 * SMALL);
        Memory first = store.store(ANN, small().build());
        store.store(ANN, small().build());
        store.store(ANN, small().build());

        assertThatThrownBy(() -> store.store(ANN, small().build()))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("may hold 222 bytes and holds 222");
        assertThat(store.delete(ANN, first.id())).isTrue();
        assertThat(isFull(() -> store.store(ANN, NewMemory.of("eleven-digits").build())))
                .isTrue();
        store.store(ANN, small().build());
    }

    @Test
    void whatIsLargeIsCountedWhole() {
        assertThat(MemoryBytes.of(NewMemory.of("aé€😀")
                        .embedding(Embedding.of(1, 2, 3))
                        .metadata(Metadata.of("k", List.of("ab", 1, true)))
                        .session("s")
                        .actor("Bo")
                        .build()))
                .isEqualTo(64 + 10 + 12 + (1 + 2 + 8 + 8) + 1 + 2);
    }

    @Test
    void whatWasThereBeforeCounts() throws Exception {
        with(10, 10 * SMALL).storeAll(ANN, Collections.nCopies(9, small().build()));

        MemoryStore reopened = with(10, 10 * SMALL);

        reopened.store(ANN, small().build());
        assertThat(isFull(() -> reopened.store(ANN, small().build()))).isTrue();
        assertThat(isFull(() -> with(5, Long.MAX_VALUE).store(ANN, small().build())))
                .isTrue();
    }

    @Test
    void aRepeatedWriteNeedsNoRoom() throws Exception {
        MemoryStore store = with(2, 2 * SMALL);
        NewMemory one = small().id(MemoryIds.next()).createdAt(clock.instant()).build();
        NewMemory two = small().id(MemoryIds.next()).createdAt(clock.instant()).build();
        store.storeAll(ANN, List.of(one, two));

        for (int i = 0; i < 5; i++) {
            assertThat(store.storeAll(ANN, List.of(one, two))).hasSize(2);
        }
        NewMemory three = small().id(MemoryIds.next()).build();
        assertThat(isFull(() -> store.storeAll(ANN, List.of(one, three)))).isTrue();
        assertThat(store.retrieve(ANN, three.id().orElseThrow())).isEmpty();
        store.delete(ANN, two.id().orElseThrow());
        store.storeAll(ANN, List.of(one, three));
    }

    @Test
    void aChangeMayReplaceButNotGrowBeyond() throws Exception {
        MemoryStore store = with(Long.MAX_VALUE, 2 * SMALL);
        UUID id = store.store(ANN, small().build()).id();
        store.store(ANN, small().build());

        for (int i = 0; i < 10; i++) {
            MemoryPatch same =
                    MemoryPatch.change().content("digits " + (100 + i)).build();
            assertThat(store.update(ANN, id, same)).isPresent();
        }
        assertThat(isFull(() -> store.update(
                        ANN, id, MemoryPatch.change().content("eleven-digits").build())))
                .isTrue();
        assertThat(store.update(ANN, id, MemoryPatch.change().content("x").build()))
                .isPresent();
        assertThat(store.update(
                        ANN, id, MemoryPatch.change().content("ten digits").build()))
                .isPresent();
        assertThat(store.update(
                        ANN,
                        MemoryIds.next(),
                        MemoryPatch.change().content("nobody's").build()))
                .isEmpty();
    }

    @Test
    void whatExpiresMakesRoom() throws Exception {
        MemoryStore store = with(2, 2 * SMALL);
        store.store(ANN, small().expiresAt(clock.instant().plusSeconds(60)).build());
        store.store(ANN, small().build());
        assertThatThrownBy(() -> store.store(ANN, small().build()))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        full -> assertThat(QuotaExceeded.in(full).orElseThrow().retryAfterMillis())
                                .isBetween(60_000L, 60_001L));

        clock.advance(Duration.ofSeconds(60));

        store.store(ANN, small().build());
        assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
    }

    @Test
    void refusingCostsNoReading() throws Exception {
        MemoryStore store = with(Long.MAX_VALUE, 3 * SMALL);
        store.storeAll(ANN, Collections.nCopies(3, small().build()));
        assertThat(readings).as("once, to begin with").hasValue(1);

        for (int i = 0; i < 100; i++) {
            assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
        }

        assertThat(readings).hasValue(1);
    }

    @Test
    void aWriteThatFailsTakesNoRoom() throws Exception {
        bare.store(BO, small().embedding(Embedding.of(1, 2)).build());
        MemoryStore store = with(2, 200);
        NewMemory wrong = small().embedding(Embedding.of(1, 2, 3)).build();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> store.store(ANN, wrong)).isInstanceOf(IllegalArgumentException.class);
        }

        store.store(ANN, small().build());
        store.store(ANN, small().build());
        assertThat(readings).as("nothing had to be counted anew").hasValue(1);
        assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
    }

    @Test
    void aWriteWithAnUnknownOutcomeIsCountedUntilItIsKnown() throws Exception {
        var lost = new ForwardingMemoryStore(bare) {
            private boolean answers = true;

            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                List<Memory> stored = super.storeAll(namespace, memories);
                if (!answers) {
                    throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the answer was lost");
                }
                return stored;
            }
        };
        var store = new QuotaMemoryStore(lost, new Quota(2, 2 * SMALL), clock);
        lost.answers = false;
        assertThatThrownBy(() -> store.store(ANN, small().build())).hasMessage("the answer was lost");
        lost.answers = true;

        store.store(ANN, small().build());
        assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
        assertThat(bare.count(ANN, Filter.everything())).isEqualTo(2);
    }

    @Test
    void manyWritersTogetherFillItExactly() throws Exception {
        int room = 500;
        MemoryStore store = with(room, room * SMALL);
        var stored = Collections.synchronizedList(new ArrayList<UUID>());
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<?>> running = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(_ -> executor.submit(() -> {
                        for (int i = 0; i < 100; i++) {
                            if (!isFull(() -> stored.add(
                                            store.store(ANN, small().build()).id()))
                                    && i % 5 == 0) {
                                store.delete(ANN, stored.removeFirst());
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(store.count(ANN, Filter.everything()))
                .isEqualTo(stored.size())
                .isLessThanOrEqualTo(room);
        for (int i = stored.size(); i < room; i++) {
            store.store(ANN, small().build());
        }
        assertThat(isFull(() -> store.store(ANN, small().build()))).isTrue();
    }

    /// Against what the store holds: never more than the quota, and never refused where there was room.
    @Test
    void randomOperationsAreRefusedExactlyWhenThereIsNoRoom() throws Exception {
        Random random = Seed.random();
        for (int round = 0; round < 60; round++) {
            var quota = new Quota(1 + random.nextInt(12), 200 + random.nextInt(1_500));
            Namespace namespace = Namespace.of("round " + round);
            var store = new QuotaMemoryStore(bare, quota, clock);
            for (int i = 0; i < 60; i++) {
                operation(random, store, namespace, quota);
                Usage held = held(namespace);
                assertThat(held.isWithin(quota)).as("%s of %s", held, quota).isTrue();
            }
        }
    }

    private void operation(Random random, MemoryStore store, Namespace namespace, Quota quota) throws Exception {
        List<Memory> there = all(namespace);
        Memory some = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
        NewMemory fresh = NewMemory.of("x".repeat(1 + random.nextInt(300)))
                .expiresAt(clock.instant().plusSeconds(1 + random.nextInt(30)))
                .build();
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                var after = held(namespace).plus(new Usage(1, MemoryBytes.of(fresh)));
                assertThat(isFull(() -> store.store(namespace, fresh))).isEqualTo(!after.isWithin(quota));
            }
            case 2 -> {
                if (some != null) {
                    String content = "y".repeat(1 + random.nextInt(300));
                    int growth = content.length() - some.content().length();
                    boolean fits = held(namespace)
                            .plus(new Usage(0, Math.max(0, growth)))
                            .isWithin(quota);
                    MemoryPatch patch = MemoryPatch.change().content(content).build();
                    assertThat(isFull(() -> store.update(namespace, some.id(), patch)))
                            .isEqualTo(!fits);
                }
            }
            case 3 ->
                store.deleteBatch(
                        namespace, some == null ? List.of(MemoryIds.next()) : List.of(some.id(), MemoryIds.next()));
            case 4 -> {
                if (random.nextInt(8) == 0) {
                    store.deleteMatching(namespace, Filter.everything());
                }
            }
            default -> clock.advance(Duration.ofSeconds(random.nextInt(5)));
        }
    }

    private List<Memory> all(Namespace namespace) {
        try (Stream<Memory> memories = bare.iterate(namespace, Filter.everything())) {
            return memories.toList();
        }
    }

    private Usage held(Namespace namespace) {
        List<Memory> all = all(namespace);
        return new Usage(all.size(), all.stream().mapToLong(MemoryBytes::of).sum());
    }
}
