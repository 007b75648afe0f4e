package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.testkit.ServerScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `jamey bench` on a store in a real PostgreSQL.
class DatabaseBenchTest {
    private static final List<String> SMALL = List.of("--rows", "120", "--dim", "8", "--quick", "--format", "json");

    @SuppressWarnings("NullAway.Init") // before all tests
    private static DatabaseServer server;

    private static List<String> initially = List.of();

    @TempDir
    private Path home;

    @BeforeAll
    static void bringUp() throws SQLException {
        server = DatabaseServer.run();
        initially = databases();
    }

    /// The server may be one that goes on. Else other tests of this process would find its processes.
    @AfterAll
    static void end() throws SQLException {
        List<String> left = databases();
        left.removeAll(initially);
        for (String dataSet : left) {
            server.execute("DROP DATABASE " + dataSet);
        }
        server.close();
    }

    private Shell.Result bench(String... args) {
        var all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args));
        all.addAll(SMALL);
        return server.shell(home).run(all.toArray(String[]::new));
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

    @Test
    void aCacheInRedisIsMeasuredBeforeIt() throws SQLException {
        List<String> copies = copies();
        try (var redis = ServerScript.run("redis")) {
            Shell.Result shared = bench("cache/^(hit|miss)$", "--backend", "redis", "--redis", redis.url());

            assertThat(shared.code()).as(shared.err()).isZero();
            assertThat((Double) result(shared, "cache/hit").get("statements")).isLessThan(0.1);
            assertThat(result(shared, "cache/hit").get("budget_us")).isEqualTo(2_000.0);
            assertThat((Double) result(shared, "cache/miss").get("statements")).isBetween(0.9, 1.1);
        }
        assertThat(copies()).isEqualTo(copies);
    }

    @Test
    void manyRequestsAtOnceAreSentToACopyThatIsGoneAfterwards() throws SQLException {
        List<String> copies = copies();
        List<String> load = List.of("load", "--backend", "postgres", "--closed", "--concurrency", "2");
        List<String> small =
                List.of("--rows", "120", "--dim", "8", "--namespaces", "4", "--duration", "300ms", "--warm-up", "50ms");

        Shell.Result result = server.shell(home)
                .run(Stream.concat(load.stream(), small.stream()).toArray(String[]::new));

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("postgres", "VALID");
        assertThat(copies()).isEqualTo(copies);
    }

    /// Ctrl-C ends a process as SIGTERM does.
    @Test
    @Timeout(60)
    void aMeasurementThatIsAskedToEndDropsItsCopies() throws Exception {
        List<String> before = copies();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench",
                        "hybrid_search",
                        "--backend",
                        "postgres",
                        "--rows",
                        "120",
                        "--dim",
                        "8",
                        "--bench-home",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile());
        builder.environment().putAll(server.variables());
        Process bench = builder.start();
        while (copies().size() == before.size()) {
            assertThat(bench.isAlive())
                    .as(Files.readString(home.resolve("said")))
                    .isTrue();
            Thread.sleep(20);
        }
        bench.destroy();
        bench.waitFor();

        assertThat(copies()).isEqualTo(before);
        assertThat(Files.readString(home.resolve("said"))).doesNotContain("Exception", "jamey:");
    }

    private static List<String> copies() throws SQLException {
        return databases().stream()
                .filter(name -> name.startsWith("jamey_bench_copy_"))
                .toList();
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
        server.execute("DROP DATABASE " + filled.getFirst());

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
        assertThat(bench("codec", "--store", server.location().toString()).err())
                .contains("--backend postgres");
        assertThat(new Shell(home).run("bench", "--backend", "postgres").err())
                .contains("JAMEY_STORE", ".ci/postgres env");
        assertThat(server.shell(home)
                        .run("bench", "goals", "--backend", "postgres")
                        .err())
                .contains("embedded");
        assertThat(server.shell(home)
                        .with("JAMEY_STORE", server.url())
                        .run("bench", "codec", "--backend", "postgres")
                        .err())
                .contains("store_password")
                .doesNotContain(server.url());
    }

    private static List<String> databases() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
