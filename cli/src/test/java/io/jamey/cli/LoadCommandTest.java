package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
    private static final List<String> SMALL =
            List.of("--rows", "200", "--dim", "8", "--namespaces", "4", "--duration", "200ms", "--warm-up", "20ms");

    @TempDir
    private Path home;

    private Shell.Result load(String... args) {
        var all = new ArrayList<>(List.of("load"));
        all.addAll(SMALL);
        all.addAll(List.of(args));
        return new Shell(home).run(all.toArray(String[]::new));
    }

    @Test
    void printsATableOfClosedRunsAndWritesAPage() throws IOException {
        Path page = home.resolve("load.html");
        Shell.Result result = load("--closed", "--concurrency", "1,2", "--html", page.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("200 memories, 8 dimensions", "answered/s", "p99.9", "too few", "The most", "VALID")
                .containsSubsequence("1 client ", "store", "search", "2 clients", "delete");
        assertThat(Files.readString(page)).contains("<svg", "2 clients", "closed loop");
    }

    @Test
    void findsTheMaximumAndAsksForPartsOfIt() {
        Map<?, ?> document =
                Shell.fields(load("--concurrency", "2", "--format", "json").out());

        double maximum = (Double) Objects.requireNonNull(document.get("maximum_per_s"));
        List<?> runs = Shell.items(document, "runs");
        assertThat(runs).hasSize(4);
        Map<?, ?> half = (Map<?, ?>) runs.get(1);
        assertThat(half.get("loop")).isEqualTo("open");
        assertThat((Double) half.get("rate_per_s")).isBetween(maximum * 0.5 - 1, maximum * 0.5 + 1);
        Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(half.get("all"));
        assertThat((Map<?, ?>) all.get("failures")).isEmpty();
    }

    @Test
    void sendsAtTheRatesAskedFor() {
        Map<?, ?> document = Shell.fields(load("--rate", "300/s,6000/min", "--arrivals", "uniform", "--format", "json")
                .out());

        List<Object> rates = Shell.items(document, "runs").stream()
                .<Object>map(run -> Objects.requireNonNull(((Map<?, ?>) run).get("rate_per_s")))
                .toList();
        assertThat(rates).containsExactly(300.0, 100.0);
    }

    @Test
    void asksAStoreBehindAServerOfItsOwn() {
        Map<?, ?> document =
                Shell.fields(load("--backend", "http", "--closed", "--concurrency", "2", "--format", "json")
                        .out());

        assertThat(document.get("backend")).isEqualTo("http");
        Map<?, ?> run = (Map<?, ?>) Shell.items(document, "runs").getFirst();
        assertThat(run.get("verdict")).isEqualTo("valid");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void asksAServerThatRunsAndLeavesNothingThere() {
        Namespace others = Namespace.of("bench-0");
        try (var store = EmbeddedMemoryStore.open(home.resolve("memory.db"));
                var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            store.store(others, NewMemory.of("not of the test").build());

            Shell.Result result = load("--url", server.uri().toString(), "--closed", "--concurrency", "2");

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).contains(server.uri() + " store of 200 memories", "VALID");
            assertThat(store.namespaces()).containsExactly(others);
            assertThat(store.count(others, Filter.everything())).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOnAServerWhenItIsToldToEnd() throws Exception {
        try (var store = EmbeddedMemoryStore.open(home.resolve("memory.db"));
                var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            Process load = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "load",
                            "--rows=200",
                            "--dim=8",
                            "--namespaces=4",
                            "--closed",
                            "--duration=1m",
                            "--url=" + server.uri() + "/v1")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out").toFile())
                    .start();
            try {
                while (load.isAlive() && store.status().memories() <= 200) {
                    Thread.sleep(20);
                }
                assertThat(store.namespaces())
                        .hasSize(4)
                        .allMatch(namespace -> namespace.value().startsWith(LoadTargets.PREFIX));
                load.destroy(); // SIGTERM
                assertThat(load.waitFor(40, TimeUnit.SECONDS)).isTrue();
            } finally {
                load.destroyForcibly();
            }

            assertThat(store.namespaces()).isEmpty();
            assertThat(home.resolve("out")).content().contains("Stopped early", "1 client");
        }
    }

    @Test
    void opensAServerByAKeyThatNeedNotOpenMore() throws IOException {
        Settings settings = Configuration.read(new Sources(Optional.empty(), Map.of(), Map.of("port", "0"), home, home))
                .settings();
        String key = new KeyFile(settings.keysFile())
                .create(
                        new KeyRequest("load", Scope.of(List.of("jamey-load/*")), Permission.WRITE, Optional.empty()),
                        Instant.now())
                .secret();
        Path keyFile = Files.writeString(home.resolve("key"), key + "\n");
        try (var store = EmbeddedMemoryStore.open(home.resolve("memory.db"));
                var server = JameyServer.start(settings, store, _ -> {})) {
            String url = server.uri().toString();

            assertThat(load("--url", url, "--closed").code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(load("--url", url, "--closed", "--concurrency", "1", "--key-file", keyFile.toString()))
                    .satisfies(
                            result -> assertThat(result.code()).as(result.err()).isZero());
            assertThat(store.namespaces()).isEmpty();
        }
    }

    @Test
    void saysWhyAServerCannotBeAsked() {
        Shell.Result gone = load("--url", "http://127.0.0.1:1", "--closed");

        assertThat(gone.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(gone.err()).contains("http://127.0.0.1:1", "cannot be reached");
    }

    @Test
    void saysWhatAServerSaidThatDoesNotStart() throws IOException {
        Files.createDirectories(home.resolve("memory.db"));

        assertThatThrownBy(() -> ServerProcess.start(home, "memory.db"))
                .isInstanceOf(MemoryException.class)
                .hasMessageContainingAll(
                        "did not start", home.resolve("memory.db").toString());
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String[] wrong : new String[][] {
            {"--closed", "--rate", "10/s"},
            {"--rate", "fast"},
            {"--closed", "--duration", "60"},
            {"--mix", "read=1"},
            {"--closed", "--concurrency", "0"},
            {"--backend", "papyrus"},
            {"--backend", "http", "--url", "http://127.0.0.1:1"},
            {"--key-file", "key"},
            {"--url", "127.0.0.1:8080"}
        }) {
            assertThat(load(wrong)).as(String.join(" ", wrong)).satisfies(result -> {
                assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(result.err()).isNotBlank();
            });
        }
    }
}
