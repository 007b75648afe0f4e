package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a caller gave up PostgreSQL does not work on for long.
class GivenUpCallsTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    /// Far more than is needed, far less than the statements take.
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final PostgresOptions options = TestServer.shared().options();

    @Test
    void a_statement_ends_soon_after_its_caller_left() throws Exception {
        try (var store = PostgresMemoryStore.open(options.timeout(TIMEOUT))) {
            giveUp(() -> store.database()
                    .call(
                            TIMEOUT,
                            session -> session.row(
                                    Query.of("SELECT count(*) FROM generate_series(1, 1000000000000)"),
                                    row -> row.getLong(1))));

            awaitNoneRuns("generate_series");
        }
    }

    @Test
    void a_write_lets_its_namespace_go_soon_after_its_caller_left() throws Exception {
        try (var store = PostgresMemoryStore.open(options);
                var impatient = PostgresMemoryStore.open(options.timeout(TIMEOUT))) {
            store.store(ANN, NewMemory.of("before").build());
            giveUp(() -> impatient.database().transaction(TIMEOUT, session -> {
                var _ = new Tables(session, ANN).lock();
                return session.update(Query.of("UPDATE namespace SET memories = 1000 WHERE pg_sleep(600) IS NULL"));
            }));

            awaitNoneRuns("pg_sleep");
            store.store(ANN, NewMemory.of("after").build());
            assertThat(store.count(ANN, Filter.everything())).isEqualTo(2);
        }
    }

    private static void giveUp(Runnable call) {
        assertThat(catchThrowableOfType(MemoryException.class, call::run).kind())
                .isEqualTo(MemoryException.Kind.UNAVAILABLE);
    }

    private void awaitNoneRuns(String word) throws SQLException {
        long start = System.nanoTime();
        try (var connection = DriverManager.getConnection(options.url());
                var running = connection.prepareStatement("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE state = 'active' AND query LIKE ? AND pid <> pg_backend_pid()")) {
            running.setString(1, "%" + word + "%");
            while (count(running) > 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("the statement with %s runs on", word)
                        .isLessThan(WITHIN);
                Proxy.pause(50);
            }
        }
    }

    private static long count(PreparedStatement running) throws SQLException {
        try (var rows = running.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// A machine that is no more heard of does not end its connections.
    @Test
    void no_statement_runs_for_longer_than_a_caller_waits_unless_an_administrator_set_another_time() {
        var patience = new Patience(options.timeout());
        assertThat(patience.longest())
                .isGreaterThan(patience.scan())
                .isGreaterThan(patience.search())
                .isGreaterThan(patience.rows(Limits.BATCH));
        assertThat(statementTimeout(options.url())).isEqualTo(patience.longest());

        String limited =
                options.url() + (options.url().contains("?") ? "&" : "?") + "options=-c%20statement_timeout=7s";
        assertThat(statementTimeout(limited)).isEqualTo(Duration.ofSeconds(7));
    }

    private Duration statementTimeout(String url) {
        PostgresOptions there = PostgresOptions.of(url).schema(options.schema()).timeout(options.timeout());
        Query query = Query.of("SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout'");
        try (var store = PostgresMemoryStore.open(there)) {
            return store.database()
                    .call(there.timeout(), session -> session.row(query, row -> Duration.ofMillis(row.getLong(1))))
                    .orElseThrow();
        }
    }
}
