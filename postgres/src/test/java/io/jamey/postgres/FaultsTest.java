package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PoolStatus;
import io.jamey.SearchRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that stalls, is killed, or cannot be reached: calls fail in time as UNAVAILABLE, nothing
/// acknowledged is lost, and the store goes on when the server is back. `-Djamey.postgres.faults=20` repeats
/// each fault, and holds the store to its times.
class FaultsTest {
    private static final int ROUNDS = Integer.getInteger("jamey.postgres.faults", 1);
    private static final boolean TIMED = ROUNDS > 1;
    private static final Duration TIMEOUT = Duration.ofMillis(TIMED ? 2_000 : 400);
    private static final Duration FAILS_WITHIN = Duration.ofSeconds(TIMED ? 2 : 20);
    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(TIMED ? 5 : 30);
    /// What the server gives a transaction that says nothing more.
    private static final Duration HELD_MAX = Duration.ofSeconds(10);

    private static final Namespace ANN = Namespace.of("ann");

    private TestServer server;
    private Proxy proxy;
    private String schema;
    private PostgresMemoryStore store;
    private final List<Memory> acknowledged = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = TestServer.own();
        proxy = new Proxy(server.port());
        PostgresOptions throughProxy = server.emptyOptions(proxy.port());
        schema = throughProxy.schema();
        store = PostgresMemoryStore.open(throughProxy.timeout(TIMEOUT).connections(4));
        acknowledged.add(
                store.store(ANN, NewMemory.of("before all").session("s").build()));
    }

    @AfterEach
    void stop() throws IOException {
        if (store == null) {
            return; // left out
        }
        store.close();
        proxy.close();
        server.close();
    }

    private void write(String content) {
        acknowledged.add(store.store(ANN, NewMemory.of(content).session("s").build()));
    }

    /// Every kind of call fails as it should.
    private void assertUnavailable(String fault) {
        UUID id = acknowledged.getFirst().id();
        List<Callable<Object>> calls = List.of(
                () -> store.store(ANN, NewMemory.of("lost").build()),
                () -> store.update(ANN, id, MemoryPatch.change().importance(1).build()),
                () -> store.delete(ANN, id),
                () -> store.deleteMatching(ANN, Filter.session("none")));
        for (Callable<Object> call : calls) {
            long start = System.nanoTime();
            Throwable failure = catchThrowable(call::call);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(failure)
                    .as(fault)
                    .isInstanceOfSatisfying(
                            MemoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE));
            assertThat(Stream.iterate(failure, e -> e != null, Throwable::getCause)
                            .map(Throwable::toString))
                    .as("no secrets")
                    .noneMatch(words -> words.contains("password"));
            assertThat(took).as("%s: time to fail", fault).isLessThan(FAILS_WITHIN.plus(slack(call, calls)));
        }
        assertThat(store.poolStatus().health()).isEqualTo(PoolStatus.Health.DOWN);
    }

    /// What may look at a whole namespace is ended by the watch, a little later.
    private static Duration slack(Callable<Object> call, List<Callable<Object>> calls) {
        return call.equals(calls.getLast()) ? Duration.ofSeconds(2) : Duration.ZERO;
    }

    private void assertRecovers(String fault) {
        long start = System.nanoTime();
        while (true) {
            try {
                write("after " + fault);
                break;
            } catch (MemoryException e) {
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("%s: still %s", fault, e.getMessage())
                        .isLessThan(RECOVERS_WITHIN);
                Proxy.pause(50);
            }
        }
        assertThat(store.retrieveBatch(
                                ANN, acknowledged.stream().map(Memory::id).toList())
                        .values())
                .extracting(Memory::content)
                .containsExactlyElementsOf(
                        acknowledged.stream().map(Memory::content).toList());
        assertThat(store.search(ANN, SearchRequest.of("after").build()).matches())
                .isNotEmpty();
        assertThat(store.poolStatus())
                .satisfies(pool -> assertThat(pool.available()).isEqualTo(pool.total()))
                .satisfies(pool -> assertThat(pool.health()).isEqualTo(PoolStatus.Health.UP));
        assertThat(store.checkDerivedData().differences()).isEmpty();
    }

    @Test
    void a_stalled_server_fails_calls_in_time_and_is_used_again_when_it_goes_on() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            server.signal("STOP");
            assertUnavailable("stalled");
            server.signal("CONT");
            assertRecovers("stalled");
        }
    }

    @Test
    void a_killed_server_loses_nothing_acknowledged() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            server.signal("KILL");
            assertUnavailable("killed");
            server.restart();
            assertRecovers("killed");
        }
    }

    @Test
    void a_way_to_the_server_that_swallows_or_cuts_is_as_a_dead_server_and_a_slow_one_is_not() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            proxy.set(Proxy.Fault.SLOW);
            write("slowly");
            for (Proxy.Fault fault : List.of(Proxy.Fault.BLACK_HOLE, Proxy.Fault.RESET)) {
                proxy.set(fault);
                assertUnavailable(fault.name());
                proxy.set(Proxy.Fault.NONE);
                assertRecovers(fault.name());
            }
        }
    }

    /// Writes to a namespace wait for each other: none may wait for ever for one that is no more.
    @Test
    void a_writer_that_dies_in_the_middle_holds_up_the_others_no_longer_than_it_may() {
        assertLockIsLet(Proxy.Fault.RESET, Duration.ZERO);
        if (TIMED) {
            assertLockIsLet(Proxy.Fault.BLACK_HOLE, HELD_MAX);
        }
    }

    private void assertLockIsLet(Proxy.Fault fault, Duration held) {
        PostgresOptions directly = PostgresOptions.of(server.url()).schema(schema);
        try (var other = PostgresMemoryStore.open(directly.timeout(TIMEOUT))) {
            lockAndDie(fault);
            long start = System.nanoTime();
            while (!written(other)) {
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("held up by a writer lost to %s", fault)
                        .isLessThan(held.plus(RECOVERS_WITHIN));
            }
        }
        proxy.set(Proxy.Fault.NONE);
        assertRecovers(fault.name());
    }

    /// A write that has the namespace's lock when its process is no more heard of.
    private void lockAndDie(Proxy.Fault fault) {
        Throwable failure = catchThrowable(() -> store.database().transaction(TIMEOUT, session -> {
            if (!new Tables(session, ANN).lock()) {
                throw new IllegalStateException("nothing to lock");
            }
            proxy.set(fault);
            return session.update(Query.of("UPDATE namespace SET memories = memories + 1000"));
        }));
        assertThat(failure).isInstanceOf(MemoryException.class);
    }

    private boolean written(PostgresMemoryStore other) {
        long start = System.nanoTime();
        try {
            acknowledged.add(
                    other.store(ANN, NewMemory.of("by another").session("s").build()));
            return true;
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE);
            return false;
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAILS_WITHIN);
        }
    }

    @Test
    void connections_cut_between_calls_are_not_noticed() throws Exception {
        for (int i = 0; i < 5; i++) {
            proxy.set(Proxy.Fault.RESET);
            proxy.set(Proxy.Fault.NONE);
            write("behind a cut");
        }
        assertRecovers("cut");
    }
}
