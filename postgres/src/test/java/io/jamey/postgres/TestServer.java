package io.jamey.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.testkit.ServerScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL with pgvector for tests: that of `JAMEY_POSTGRES_URL`, or one that `.ci/postgres` runs until
/// this JVM ends, however it ends. Each store gets a schema of its own.
final class TestServer implements AutoCloseable {
    private static final AtomicInteger STORES = new AtomicInteger();

    private static Optional<TestServer> shared = Optional.empty();

    private final String url;
    /// A schema in which the migrations ran.
    private final String migrated;

    private final String tables = tables();

    private final ServerScript script;

    /// Of a server of its own: the id of its process, which changes when it is started again.
    private String pid;

    private TestServer(ServerScript script) {
        this.script = script;
        this.url = script.url();
        this.pid = script.isGiven() ? "" : script.words().get(1);
        this.migrated = migrated();
        if (script.isGiven()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::dropSchemas));
        }
    }

    /// A server that goes on is left as it was. One by one: each has more tables than one transaction may lock of many.
    private void dropSchemas() {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (int number = STORES.get(); number > 0; number--) {
                statement.execute("DROP SCHEMA IF EXISTS " + schema(number) + " CASCADE");
            }
            statement.execute("DROP SCHEMA IF EXISTS " + migrated + " CASCADE");
        } catch (SQLException e) {
            throw new IllegalStateException("the schemas of this test are still there", e);
        }
    }

    /// The server of this JVM. Without one the test is left out, loudly, or fails where servers are required.
    static synchronized TestServer shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(new TestServer(ServerScript.run("postgres")));
        }
        return shared.get();
    }

    /// One that nobody else uses, to be stalled and killed; to be closed.
    static TestServer own() {
        var server = new TestServer(ServerScript.run("postgres"));
        if (server.script.isGiven()) {
            Assumptions.abort("NOT TESTED: a server that was given cannot be stopped");
        }
        return server;
    }

    /// Options for a store that shares nothing with others. Its tables are there already, as migrations made
    /// them once.
    PostgresOptions options() {
        String schema = schema();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema + "; SET search_path = " + schema + ", public; " + tables
                    + "; CREATE TABLE flyway_schema_history AS SELECT * FROM " + migrated + ".flyway_schema_history");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the tables of a test", e);
        }
        return options(schema);
    }

    /// As JDBC writes it, with the user and the password.
    String url() {
        return url;
    }

    /// To another database of the server.
    String url(String database) {
        return url.replaceFirst("(//[^/?]+)(/[^?]*)?", "$1/" + database);
    }

    int port() {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    /// As [#emptyOptions()], by another way to the server.
    PostgresOptions emptyOptions(int throughPort) {
        return PostgresOptions.of(url.replace(":" + port() + "/", ":" + throughPort + "/"))
                .schema(schema());
    }

    /// To the server and all its processes.
    void signal(String name) throws IOException, InterruptedException {
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        Stream.concat(server.descendants(), Stream.of(server))
                                .map(process -> Long.toString(process.pid())))
                .toList();
        new ProcessBuilder(command).start().waitFor();
    }

    void restart() throws IOException, InterruptedException {
        Process start = new ProcessBuilder(
                        "../.ci/postgres", "restart", script.words().getLast(), Integer.toString(port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(start.inputReader(UTF_8)).readLine();
        if (start.waitFor() != 0) {
            throw new IllegalStateException("the server did not start again");
        }
        pid = line;
    }

    @Override
    public void close() {
        script.close();
    }

    /// Options for a store whose tables are still to be made.
    PostgresOptions emptyOptions() {
        return options(schema());
    }

    private static String schema() {
        return schema(STORES.incrementAndGet());
    }

    private static String schema(int number) {
        return "test_" + ProcessHandle.current().pid() + "_" + number;
    }

    private PostgresOptions options(String schema) {
        return PostgresOptions.of(url).schema(schema).connections(8).timeout(Duration.ofSeconds(20));
    }

    private String migrated() {
        String schema = "test_" + ProcessHandle.current().pid() + "_migrated";
        PostgresMemoryStore.open(options(schema)).close();
        return schema;
    }

    private static String tables() {
        try (var script = TestServer.class.getResourceAsStream("migrations/V1__memories.sql")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
