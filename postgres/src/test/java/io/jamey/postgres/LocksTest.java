package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of transactions that lock the same rows.
class LocksTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Namespace BOB = Namespace.of("bob");
    private static final int MEMORIES = 20;

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

    @Test
    void a_deletion_locks_last_uses_in_the_order_in_which_they_are_written() throws Exception {
        PostgresOptions options = TestServer.shared().options();
        try (var store = PostgresMemoryStore.open(options);
                var executor = Executors.newSingleThreadExecutor();
                var user = DriverManager.getConnection(options.url());
                var statement = user.createStatement()) {
            store.storeAll(ANN, fallingIds());
            user.setAutoCommit(false);
            statement.execute("SET search_path = " + options.schema());
            statement.execute("SELECT 1 FROM access WHERE id = '" + new UUID(1, 1) + "' FOR NO KEY UPDATE");
            Future<Long> deleted = executor.submit(() -> deleteAll(store));
            awaitWaiting(statement);

            statement.execute("SELECT 1 FROM access ORDER BY id FOR NO KEY UPDATE NOWAIT");
            statement.execute("UPDATE access SET last_accessed = last_accessed + interval '1 second'");
            user.commit();

            assertThat(deleted.get()).isEqualTo(MEMORIES);
            assertThat(store.checkDerivedData().differences()).isEmpty();
        }
    }

    private static List<NewMemory> fallingIds() {
        return IntStream.range(0, MEMORIES)
                .mapToObj(i -> NewMemory.of("a").id(new UUID(1, MEMORIES - i)).build())
                .toList();
    }

    private static long deleteAll(PostgresMemoryStore store) {
        return store.database().transaction(store.database().patience().scan(), session -> {
            session.execute("SET LOCAL lock_timeout = 0");
            return new Tables(session, ANN).delete(Query.of("true"), Instant.now());
        });
    }

    /// Until somebody waits for what this connection has locked.
    private static void awaitWaiting(Statement statement) throws SQLException {
        boolean waiting = false;
        while (!waiting) {
            try (var rows = statement.executeQuery(
                    "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")) {
                waiting = rows.next();
            }
        }
    }
}
