package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places in a session, given to writes that share a group of which one is undone.
class SessionPlacesTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private Path folder;

    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Test
    void aWriteThatIsUndoneLeavesThePlacesBeforeIt() throws Exception {
        try (var store = EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().clock(clock()))) {
            UUID taken = store.store(ANN, NewMemory.of("taken").build()).id();
            long first = place(store.store(ANN, turn("first")));

            // One write holds the writer thread, so that the others share a group.
            gate = new CountDownLatch(1);
            var holding = write(
                    () -> store.storeAll(ANN, List.of(NewMemory.of("holds").build())));
            var before = write(() -> store.storeAll(ANN, List.of(turn("before"))));
            NewMemory clashing = NewMemory.of("another").id(taken).build();
            var undone = write(() -> store.storeAll(ANN, List.of(turn("undone"), clashing)));
            var after = write(() -> store.storeAll(ANN, List.of(turn("after"))));
            gate.countDown();

            holding.join();
            assertThatThrownBy(undone::join).hasCauseInstanceOf(MemoryException.class);
            assertThat(place(before.join().getFirst())).isEqualTo(first + 1);
            assertThat(place(after.join().getFirst())).isEqualTo(first + 2);
        }
    }

    private static NewMemory turn(String content) {
        return NewMemory.of(content).session("s").build();
    }

    private static long place(Memory memory) {
        return memory.sequence().orElseThrow();
    }

    private static CompletableFuture<List<Memory>> write(Supplier<List<Memory>> task) throws InterruptedException {
        var answer = new CompletableFuture<List<Memory>>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                answer.complete(task.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(Duration.ofMillis(1));
        }
        return answer;
    }

    /// A clock that stops the writer thread at the gate.
    private InstantSource clock() {
        return () -> {
            if (Thread.currentThread().getName().equals("jamey-writer")) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return Instant.EPOCH;
        };
    }
}
