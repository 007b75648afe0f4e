package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What PostgreSQL says went wrong, in the contract's words. A trigger says it, in the middle of a write.
class ErrorsTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String SECRET = "the secret content";

    private final PostgresOptions options = TestServer.shared().options();

    private void sql(String statement) {
        try (var connection = DriverManager.getConnection(options.url());
                var prepared = connection.createStatement()) {
            prepared.execute("SET search_path = " + options.schema() + ", public; " + statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void failEachInsertWith(String state) {
        sql("CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'"
                + " USING ERRCODE = '" + state + "', DETAIL = NEW.content; END $$;"
                + " CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON memory FOR EACH ROW EXECUTE FUNCTION fail()");
    }

    private static MemoryException failure(PostgresMemoryStore store) {
        return catchThrowableOfType(
                MemoryException.class,
                () -> store.store(ANN, NewMemory.of(SECRET).build()));
    }

    @Test
    void each_fault_has_its_kind_leaves_nothing_behind_and_quotes_no_content() {
        try (var store = PostgresMemoryStore.open(options)) {
            var kept = store.store(ANN, NewMemory.of("kept").build());
            for (var fault : Stream.of(
                            new Fault("53100", MemoryException.Kind.FULL),
                            new Fault("XX001", MemoryException.Kind.CORRUPT),
                            new Fault("40P01", MemoryException.Kind.UNAVAILABLE),
                            new Fault("57014", MemoryException.Kind.UNAVAILABLE),
                            new Fault("23514", MemoryException.Kind.UNAVAILABLE))
                    .toList()) {
                failEachInsertWith(fault.state);
                MemoryException failure = failure(store);
                assertThat(failure.kind()).as(fault.state).isEqualTo(fault.kind);
                assertThat(Stream.iterate((Throwable) failure, e -> e != null, Throwable::getCause))
                        .as(fault.state)
                        .noneMatch(e -> e.toString().contains(SECRET));
                assertThat(store.count(ANN, Filter.everything())).isEqualTo(1);
            }
            assertThat(store.delete(ANN, kept.id())).as("deleting still works").isTrue();
            sql("DROP TRIGGER fail ON memory");
            store.store(ANN, NewMemory.of(SECRET).build());
            assertThat(store.checkDerivedData().differences()).isEmpty();
        }
    }

    private record Fault(String state, MemoryException.Kind kind) {}

    @Test
    void a_server_that_is_not_there_is_said_so_without_the_password() {
        PostgresOptions nowhere = PostgresOptions.of("jdbc:postgresql://127.0.0.1:1/jamey?password=hunter2")
                .login("ann", "hunter2")
                .timeout(Duration.ofMillis(300));

        MemoryException failure = catchThrowableOfType(MemoryException.class, () -> PostgresMemoryStore.open(nowhere));

        assertThat(failure.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE);
        assertThat(Stream.iterate((Throwable) failure, e -> e != null, Throwable::getCause))
                .noneMatch(e -> e.toString().contains("hunter2"));
        assertThat(nowhere.toString()).doesNotContain("hunter2");
    }
}
