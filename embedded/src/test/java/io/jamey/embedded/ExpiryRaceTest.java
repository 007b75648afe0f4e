package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A memory expires between the write that lifts its expiry and the moment that write becomes visible.
class ExpiryRaceTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = BEFORE.plusSeconds(10);
    private static final Instant AFTER = BEFORE.plusSeconds(20);
    private static final MemoryPatch FOREVER =
            MemoryPatch.change().neverExpires().build();

    @TempDir
    private Path folder;

    @Test
    void anUpdateThatLiftsTheExpiryKeepsTheMemoryAndItsWords() throws InterruptedException {
        lifted((store, id) -> store.update(ANN, id, FOREVER));
    }

    @Test
    void anUpdateOfManyKeepsTheMemoriesAndTheirWords() throws InterruptedException {
        lifted((store, _) -> store.updateMatching(ANN, Filter.everything(), FOREVER));
    }

    @Test
    void aSweepThatFoundItDueLeavesItAlone() throws InterruptedException {
        var clock = new GatedClock();
        try (RecordFile records = RecordFile.open(folder.resolve("memory.db"), Settings.defaults(clock))) {
            var engine = Engines.over(records, clock);
            var writer = new MemoryWriter(engine, new SessionEnds());
            UUID id = writer.storeAll(
                            ANN,
                            List.of(NewMemory.of("walnuts").expiresAt(EXPIRY).build()))
                    .getFirst()
                    .id();

            clock.hold();
            Thread lifting = write(() -> writer.update(ANN, id, FOREVER));
            Thread sweeping = write(() -> {
                clock.isLate(Thread.currentThread());
                writer.sweep(10);
            });
            clock.afterTheNext(Integer.MAX_VALUE);
            clock.release();
            lifting.join();
            sweeping.join();

            assertThat(new MemoryReader(engine).retrieveBatch(ANN, List.of(id))).containsKey(id);
            assertThat(new Verifier(engine).run().problems()).isEmpty();
        }
    }

    private void lifted(BiConsumer<EmbeddedMemoryStore, UUID> lift) throws InterruptedException {
        var clock = new GatedClock();
        try (var store = EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().clock(clock))) {
            Memory fleeting = store.store(
                    ANN,
                    NewMemory.of("walnuts are dangerous")
                            .embedding(Embedding.of(1, 0))
                            .expiresAt(EXPIRY)
                            .build());

            // One write holds the writer thread, so that the two that matter share a group.
            clock.hold();
            Thread first = write(() -> store.store(ANN, NewMemory.of("holds").build()));
            Thread lifting = write(() -> lift.accept(store, fleeting.id()));
            clock.afterTheNext(2);
            Thread later = write(() -> store.store(ANN, NewMemory.of("expires").build()));
            clock.release();
            first.join();
            lifting.join();
            later.join();

            assertThat(best(store, SearchRequest.of("walnuts"))).isEqualTo(fleeting.id());
            assertThat(best(store, SearchRequest.of(Embedding.of(1, 0)))).isEqualTo(fleeting.id());
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    private static UUID best(EmbeddedMemoryStore store, SearchRequest.Builder request) {
        return store.search(ANN, request.build()).matches().getFirst().memory().id();
    }

    private static Thread write(Runnable task) throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(Duration.ofMillis(1));
        }
        return thread;
    }

    /// Stops the writer thread, and makes time go on between two of its questions.
    private static final class GatedClock implements InstantSource {
        private volatile Optional<Thread> late = Optional.empty();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private final AtomicInteger early = new AtomicInteger(Integer.MAX_VALUE);

        void hold() {
            gate = new CountDownLatch(1);
        }

        void afterTheNext(int questions) {
            early.set(questions);
        }

        /// For this thread it is AFTER.
        void isLate(Thread thread) {
            late = Optional.of(thread);
        }

        void release() {
            gate.countDown();
        }

        @Override
        public Instant instant() {
            if (!Thread.currentThread().getName().equals("jamey-writer")) {
                return late.equals(Optional.of(Thread.currentThread())) ? AFTER : BEFORE;
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return early.getAndDecrement() > 0 ? BEFORE : AFTER;
        }
    }
}
