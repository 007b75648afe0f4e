package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of transactions that lock the same rows.
class LocksTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Namespace BOB = Namespace.of("bob");

    @Test
    void of_two_that_wait_for_each_other_one_is_begun_again() throws Exception {
        try (var store = PostgresMemoryStore.open(TestServer.shared().options());
                var executor = Executors.newFixedThreadPool(2)) {
            store.store(ANN, NewMemory.of("a").build());
            store.store(BOB, NewMemory.of("b").build());
            var begun = new AtomicInteger();
            var both = new CyclicBarrier(2);
            List<Future<Boolean>> locked = List.of(
                    executor.submit(() -> lockBoth(store, ANN, BOB, begun, both)),
                    executor.submit(() -> lockBoth(store, BOB, ANN, begun, both)));

            for (Future<Boolean> one : locked) {
                assertThat(one.get()).isTrue();
            }
            assertThat(begun).as("transactions begun").hasValue(3);
        }
    }

    /// The first time, the second namespace is locked only once the other has locked it too.
    private static boolean lockBoth(
            PostgresMemoryStore store, Namespace first, Namespace second, AtomicInteger begun, CyclicBarrier both) {
        return store.database().transaction(store.database().patience().little(), session -> {
            boolean locked = new Tables(session, first).lock();
            if (begun.incrementAndGet() <= 2) {
                meet(both);
            }
            return locked && new Tables(session, second).lock();
        });
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
