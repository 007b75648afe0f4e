package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.testkit.ServerScript;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jamey bench` on a store in a real PostgreSQL.
class DatabaseBenchTest {
    private static final List<String> SMALL = List.of("--rows", "120", "--dim", "8", "--quick", "--format", "json");

    private static Optional<ServerScript> script = Optional.empty();
    private static String url = "";

    @TempDir
    private Path home;

    @BeforeAll
    static void bringUp() {
        script = Optional.of(ServerScript.run("postgres"));
        url = script.get().url();
    }

    /// Other tests of this process look for processes that were left.
    @AfterAll
    static void end() {
        script.ifPresent(ServerScript::close);
    }

    private Shell.Result bench(String... args) {
        var all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args));
        all.addAll(SMALL);
        return new Shell(home).with("JAMEY_STORE", url).run(all.toArray(String[]::new));
    }

    @Test
    void operationsAreMeasuredOnCopiesThatAreGoneAfterwards() throws SQLException {
        List<String> before = databases();

        Shell.Result bare = bench("memory_operations/^store$", "--backend", "postgres");
        List<String> filled = databases();
        Shell.Result cached = bench("cache/^(hit|miss)$", "--backend", "cached");

        assertThat(bare.code()).as(bare.err()).isZero();
        Map<?, ?> store = result(bare, "memory_operations/store");
        assertThat(store.get("budget_us")).isEqualTo(30_000.0);
        assertThat((Double) store.get("statements")).isBetween(3.0, 7.0);
        assertThat(filled).hasSize(before.size() + 1);
        assertThat(cached.code()).as(cached.err()).isZero();
        assertThat((Double) result(cached, "cache/hit").get("statements")).isLessThan(0.1);
        assertThat((Double) result(cached, "cache/miss").get("statements")).isBetween(0.9, 1.1);
        assertThat(databases()).as("one data set for both, and no copy").containsExactlyInAnyOrderElementsOf(filled);
    }

    private static Map<?, ?> result(Shell.Result run, String name) {
        return Shell.items(Shell.fields(run.out()), "results").stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> name.equals(each.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDataSetIsFilledAgainWhenItsServerHasForgottenIt() throws SQLException {
        List<String> before = databases();
        bench("codec/write_base64", "--backend", "postgres");
        List<String> filled = databases();
        filled.removeAll(before);
        sql("DROP DATABASE " + filled.getFirst());

        Shell.Result again = bench("codec/write_base64", "--backend", "postgres");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(databases()).hasSize(before.size() + 1);
    }

    @Test
    void whatAServerCannotDoIsSaidBeforeAnythingIsMeasured() {
        assertThat(bench("codec", "--backend", "postgres", "--baseline", "x").err())
                .contains("--unpaired");
        assertThat(bench("codec", "--backend", "postgres", "--self-test").err()).contains("--unpaired");
        assertThat(bench("codec", "--backend", "redis").err()).contains("--redis");
        assertThat(bench("codec", "--store", url).err()).contains("--backend postgres");
        assertThat(new Shell(home).run("bench", "--backend", "postgres").err())
                .contains("JAMEY_STORE", ".ci/postgres start");
        assertThat(new Shell(home)
                        .with("JAMEY_STORE", url)
                        .run("bench", "goals", "--backend", "postgres")
                        .err())
                .contains("embedded");
    }

    private static List<String> databases() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
