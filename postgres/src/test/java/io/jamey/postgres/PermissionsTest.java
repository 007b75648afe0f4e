package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Embedding;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A database whose user is no superuser: what it takes, and that what is missing is said in words that work when they
/// are followed.
class PermissionsTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String PASSWORD = "of-a-test";
    private static final Pattern STATEMENT = Pattern.compile("let an administrator run (.*) in the database");

    private final TestServer server = TestServer.shared();
    private final String name = "test_owned_" + Long.toString(System.nanoTime(), 36);
    private final String guest = name + "_guest";
    private boolean made;

    @BeforeEach
    void makeADatabase() {
        if (!"on".equals(asked("SHOW is_superuser"))) {
            Assumptions.abort("NOT TESTED: the user of the server that was given may not make users");
        }
        made = true;
        admin("CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
        admin("CREATE ROLE " + guest + " LOGIN PASSWORD '" + PASSWORD + "'");
        admin("CREATE DATABASE " + name + " OWNER " + name);
    }

    @AfterEach
    void dropIt() {
        if (!made) {
            return; // left out
        }
        admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        admin("DROP ROLE IF EXISTS " + name);
        admin("DROP ROLE IF EXISTS " + guest);
    }

    private String asked(String query) {
        try (var connection = DriverManager.getConnection(server.url());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private void admin(String statement) {
        run(server.url(), statement);
    }

    private void adminInDatabase(String statement) {
        run(server.url(name), statement);
    }

    private static void run(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private PostgresOptions as(String user) {
        return PostgresOptions.of(server.url(name).replaceFirst("\\?.*", "")).login(user, PASSWORD);
    }

    private void assertWorksFor(String user) {
        try (var store = PostgresMemoryStore.open(as(user))) {
            store.store(ANN, NewMemory.of("tea").embedding(Embedding.of(1, 2)).build());
            assertThat(store.search(
                                    ANN,
                                    SearchRequest.of("tea")
                                            .embedding(Embedding.of(1, 2))
                                            .build())
                            .matches())
                    .hasSize(1);
            assertThat(store.status().memories()).isEqualTo(1);
            assertThat(store.checkIndexes()).extracting(IndexCheck.Finding::use).doesNotContain(IndexCheck.Use.MISSING);
            assertThat(store.checkDerivedData().differences()).isEmpty();
        }
    }

    private MemoryException refused(String user) {
        return catchThrowableOfType(MemoryException.class, () -> PostgresMemoryStore.open(as(user)));
    }

    @Test
    void its_owner_needs_nothing_more_where_the_extension_is_there() {
        adminInDatabase("CREATE EXTENSION vector SCHEMA public");

        assertWorksFor(name);
    }

    @Test
    void who_may_make_neither_extension_nor_schema_is_told_what_an_administrator_has_to_run() {
        for (int granted = 0; granted < 2; granted++) {
            MemoryException refusal = refused(guest);
            assertThat(refusal.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE);
            Matcher advice = STATEMENT.matcher(refusal.getMessage());
            assertThat(advice.find()).as(refusal.getMessage()).isTrue();
            adminInDatabase(advice.group(1));
        }

        assertWorksFor(guest);
    }

    @Test
    void an_extension_where_nobody_looks_for_it_is_said() {
        adminInDatabase("CREATE SCHEMA elsewhere; CREATE EXTENSION vector SCHEMA elsewhere");

        assertThat(refused(name).getMessage()).contains("elsewhere", "ALTER EXTENSION vector SET SCHEMA public");
    }
}
