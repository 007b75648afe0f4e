package io.jamey.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.junit.jupiter.api.Assertions;
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

    /// Of a server of its own: the id of its process, and what the script calls it.
    private List<String> own;

    private final Optional<Process> script;

    private TestServer(Started started) {
        this.url = started.words.getFirst();
        this.own = started.words.subList(1, started.words.size());
        this.script = started.script;
        this.migrated = migrated();
    }

    /// The server of this JVM. Without one the test is left out, loudly, or fails where servers are required.
    static synchronized TestServer shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(new TestServer(start()));
        }
        return shared.get();
    }

    /// One that nobody else uses, to be stalled and killed; to be closed.
    static TestServer own() {
        var server = new TestServer(start());
        if (server.own.isEmpty()) {
            Assumptions.abort("NOT TESTED: a server that was given cannot be stopped");
        }
        return server;
    }

    /// @param words that the script prints: the URL, and of a server of its own the process and the name
    private record Started(List<String> words, Optional<Process> script) {}

    private static Started start() {
        try {
            // The server ends with the pipe to it, and that with this process.
            Process process = new ProcessBuilder("../.ci/postgres", "run")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = new BufferedReader(process.inputReader(UTF_8)).readLine();
            if (line == null) {
                String reason = "NOT TESTED against PostgreSQL: .ci/postgres run ended with "
                        + process.onExit().join().exitValue();
                if ("true".equals(System.getenv("JAMEY_REQUIRE_SERVERS"))) {
                    Assertions.fail(reason);
                }
                System.err.println(reason);
                Assumptions.abort(reason);
            }
            return new Started(List.of(line.split(" ")), Optional.of(process));
        } catch (IOException e) {
            throw new IllegalStateException("cannot run .ci/postgres", e);
        }
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
        ProcessHandle server = ProcessHandle.of(Long.parseLong(own.getFirst())).orElseThrow();
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        Stream.concat(server.descendants(), Stream.of(server))
                                .map(process -> Long.toString(process.pid())))
                .toList();
        new ProcessBuilder(command).start().waitFor();
    }

    void restart() throws IOException, InterruptedException {
        Process start = new ProcessBuilder("../.ci/postgres", "restart", name(), Integer.toString(port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(start.inputReader(UTF_8)).readLine();
        if (start.waitFor() != 0) {
            throw new IllegalStateException("the server did not start again");
        }
        own = List.of(line, name());
    }

    private String name() {
        return own.getLast();
    }

    @Override
    public void close() throws IOException {
        if (script.isPresent()) {
            script.get().outputWriter().close();
            script.get().onExit().join();
        }
    }

    /// Options for a store whose tables are still to be made.
    PostgresOptions emptyOptions() {
        return options(schema());
    }

    private static String schema() {
        return "test_" + ProcessHandle.current().pid() + "_" + STORES.incrementAndGet();
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
