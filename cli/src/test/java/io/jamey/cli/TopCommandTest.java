package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.report.Quantity;
import io.jamey.client.ClientOptions;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.json.Json;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TopCommandTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final int MEMORIES = 20;
    private static final int CALLS = 30;
    private static final UUID NO_MEMORY = new UUID(0, 0);
    private static final Terminal NARROW = new Terminal(false, false, false, 80, 24, false, true);
    private static final Terminal SCREEN = new Terminal(true, true, true, 80, 24, false, true);

    @TempDir
    private Path home;

    private MemoryStore store;

    @BeforeEach
    void open() {
        store = EmbeddedMemoryStore.open(home.resolve("memory.db"));
        for (int i = 0; i < MEMORIES; i++) {
            store.store(ANN, NewMemory.of("memory " + i).build());
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// A server on which retrieving takes longer than it may, and counting does not.
    private JameyServer serve(int port, String... key) {
        var metrics = StoreMetrics.of(
                store,
                MetricsOptions.defaults()
                        .budgets(Budgets.defaults()
                                .with(Operation.RETRIEVE, Duration.ofNanos(100))
                                .with(Operation.COUNT, Duration.ofMinutes(1))));
        var server = JameyServer.start(settings(port), metrics, RequestTracing.inLog(), _ -> {});
        for (int i = 0; i < CALLS && key.length == 0; i++) {
            var _ = metrics.store().retrieve(ANN, NO_MEMORY);
            var _ = metrics.store().count(ANN, Filter.everything());
        }
        return server;
    }

    private Settings settings(int port) {
        return Configuration.read(new Sources(
                        Optional.empty(),
                        Map.of(),
                        Map.of("port", String.valueOf(port), "metrics_port", "none"),
                        home,
                        home))
                .settings();
    }

    private static Map<?, ?> live(URI server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/v1/live?window=60"))
                    .build();
            byte[] said = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return (Map<?, ?>) Objects.requireNonNull(Json.read(said));
        }
    }

    private static Map<?, ?> part(Map<?, ?> fields, String name) {
        return (Map<?, ?>) Objects.requireNonNull(fields.get(name));
    }

    private static double number(Map<?, ?> fields, String name) {
        return ((Number) Objects.requireNonNull(fields.get(name))).doubleValue();
    }

    private static String time(Map<?, ?> figures, String name) {
        return Quantity.nanos(number(figures, name) * 1e6);
    }

    @Test
    void aFrameHasTheFiguresOfTheServer() throws Exception {
        try (var server = serve(0)) {
            Shell.Result once = new Shell(home).on(NARROW).run("top", "--once", "--url", server.uri() + "/v1");
            Map<?, ?> live = live(server.uri());

            assertThat(once.err()).isEmpty();
            assertThat(once.code()).isZero();
            List<String> lines = once.out().lines().toList();
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
            for (String name : List.of("retrieve", "count")) {
                Map<?, ?> figures = part(part(live, "operations"), name);
                assertThat(figures.get("count")).isEqualTo((long) CALLS);
                assertThat(lines.stream().filter(line -> line.startsWith(name + " ")))
                        .singleElement()
                        .satisfies(row -> assertThat(row)
                                .containsSubsequence(
                                        time(figures, "p50_ms"),
                                        time(figures, "p95_ms"),
                                        time(figures, "p99_ms"),
                                        time(figures, "budget_ms"),
                                        name.equals("retrieve") ? "OVER" : " ",
                                        String.valueOf(figures.get("errors"))));
            }
            assertThat(once.out()).containsOnlyOnce("OVER");
            assertThat(once.out())
                    .contains(
                            server.uri() + " ",
                            "requests in flight",
                            "memories " + MEMORIES,
                            Quantity.bytes(number(part(live, "store"), "bytes_total")) + " on disk",
                            "alerts    none")
                    .doesNotContain("cache", "rejected", "errors    ");
        }
    }

    @Test
    void jsonIsWhatTheServerSaid() throws Exception {
        try (var server = serve(0)) {
            Map<?, ?> said = Shell.fields(new Shell(home)
                    .ok("top", "--once", "--json", "--url", server.uri().toString()));
            Map<?, ?> live = live(server.uri());

            assertThat(said.keySet()).extracting(String::valueOf).containsExactly("live", "alerts", "status");
            assertThat(part(said, "live").keySet()).isEqualTo(live.keySet());
            assertThat(part(part(part(said, "live"), "operations"), "retrieve").get("p99_ms"))
                    .isEqualTo(part(part(live, "operations"), "retrieve").get("p99_ms"));
            assertThat(Shell.items(part(said, "alerts"), "items")).isEmpty();
        }
    }

    @Test
    void aRowHasTheRateOfTheSameReading() throws Exception {
        try (var server = serve(0);
                var reader = new LiveReader(ClientOptions.of(server.uri()), Duration.ofMinutes(1))) {
            LiveReading reading = reader.read();
            double rate = reading.live()
                    .part("operations")
                    .part("retrieve")
                    .number("rate")
                    .orElseThrow();

            assertThat(rate).isPositive();
            assertThat(frame(reading, NARROW))
                    .anySatisfy(row -> assertThat(row)
                            .matches("retrieve +" + Quantity.number(rate).replace(".", "\\.") + " .*"));
        }
    }

    private List<String> frame(LiveReading reading, Terminal terminal) {
        return new TopFrame(surroundings(terminal, new ByteArrayOutputStream()))
                .of(URI.create("http://127.0.0.1:8080"), reading);
    }

    @Test
    void alertsSayWhatToDoAndWhatIsNotToldIsNotShown() {
        var alert = Map.of(
                "name", "JameyMemoryHigh",
                "severity", "warning",
                "state", "firing",
                "since", "2026-05-04T08:15:30.123Z",
                "value", 0.93,
                "summary", "the process\033[2J uses more than 80 % of its memory",
                "runbook", "/runbooks/memory-high",
                "labels", Map.of("operation", "search"));
        List<String> lines = frame(
                new LiveReading(
                        new LiveFields(Map.of("process", Map.of("cpu", 0.125))),
                        Optional.of(new LiveFields(Map.of("items", List.of(alert)))),
                        Optional.empty()),
                NARROW);

        assertThat(String.join("\n", lines))
                .containsSubsequence(
                        "process   cpu 12.5 %\n",
                        "warning, firing since 2026-05-04 08:15:30 UTC: the process",
                        "value 0.93, operation search",
                        "what to do: http://127.0.0.1:8080/runbooks/memory-high")
                .doesNotContain("\033", "limit", "memory 0", "in flight", "disk", "alerts", "null");
    }

    @Test
    void drawsInPlaceAndGoesOnWhenTheServerIsAway() throws Exception {
        var screen = new ByteArrayOutputStream();
        var server = serve(0);
        URI address = server.uri();
        Thread top = start(surroundings(SCREEN, screen), "--url", address.toString());
        try {
            await(screen, "\033[H" + address + " ", "memories " + MEMORIES, "\033[H" + address + " ");
            server.close();
            await(screen, "not reachable since ", ", trying again", "trying again");
            server = serve(address.getPort());
            await(screen, "trying again", "memories " + MEMORIES);
        } finally {
            end(top);
            server.close();
        }
        assertThat(screen.toString(UTF_8)).startsWith("\033[?25l").endsWith("\033[?25h");
    }

    @Test
    void aFrameThatIsTooLongForTheScreenKeepsItsFirstLines() throws Exception {
        var small = new Terminal(true, true, true, 80, 12, false, true);
        var screen = new ByteArrayOutputStream();
        try (var server = serve(0)) {
            Thread top =
                    start(surroundings(small, screen), "--url", server.uri().toString());
            try {
                await(screen, "\033[H" + server.uri() + " ", "retrieve", " more lines, which a taller window shows");
            } finally {
                end(top);
            }
        }
        String frame = screen.toString(UTF_8).split("\033\\[H", 3)[1];
        assertThat(frame.lines().filter(line -> line.endsWith("\033[K"))).hasSize(11);
    }

    @Test
    void framesFollowEachOtherInAPipeAndAreJsonWhereAsked() throws Exception {
        var text = new ByteArrayOutputStream();
        var json = new ByteArrayOutputStream();
        var server = serve(0);
        String url = server.uri().toString();
        List<Thread> both = List.of(
                start(surroundings(NARROW, text), "--url", url),
                start(surroundings(NARROW, json), "--json", "--url", url));
        try {
            await(text, url, "\n\n" + url);
            await(json, "\"live\"", "\n", "\"live\"", "\n");
            server.close();
            await(text, "not reachable since");
            Thread.sleep(200);
        } finally {
            for (Thread top : both) {
                end(top);
            }
            server.close();
        }
        assertThat(text.toString(UTF_8)).doesNotContain("\033").containsOnlyOnce("trying again");
        assertThat(json.toString(UTF_8).lines())
                .allSatisfy(line -> assertThat(Shell.fields(line).get("live")).isNotNull());
    }

    @Test
    void saysWhyItCannotLook() throws IOException {
        Shell.Result gone = new Shell(home).run("top", "--once", "--url", "http://127.0.0.1:1");
        assertThat(gone.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(gone.err()).contains("http://127.0.0.1:1 cannot be reached");
        assertThat(gone.out()).isEmpty();

        try (var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            String url = server.uri().toString();
            for (String[] wrong : new String[][] {
                {"--url", "127.0.0.1:8080"},
                {"--url", url + "/elsewhere"},
                {"--url", url, "--window", "2h"},
                {"--url", url, "--window", "60"},
                {"--url", url, "--interval", "0s"}
            }) {
                var all = new ArrayList<>(List.of("top", "--once"));
                all.addAll(List.of(wrong));
                assertThat(new Shell(home).run(all.toArray(String[]::new)))
                        .as(String.join(" ", wrong))
                        .satisfies(result -> {
                            assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
                            assertThat(result.err()).isNotBlank();
                        });
            }
        }
    }

    @Test
    void wantsTheKeyThatTheServerWants() throws IOException {
        String key = new KeyFile(settings(0).keysFile())
                .create(new KeyRequest("top", Scope.of(List.of("*")), Permission.READ, Optional.empty()), Instant.now())
                .secret();
        Path keyFile = Files.writeString(home.resolve("key"), key + "\n");
        try (var server = serve(0, key)) {
            String url = server.uri().toString();
            assertThat(new Shell(home).run("top", "--once", "--url", url).code())
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(new Shell(home).with("JAMEY_KEY", key).ok("top", "--once", "--url", url))
                    .contains("operation");
            assertThat(new Shell(home).ok("top", "--once", "--url", url, "--key-file", keyFile.toString()))
                    .contains("operation");
        }
    }

    private Surroundings surroundings(Terminal terminal, ByteArrayOutputStream out) {
        return new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                terminal,
                Map.of(),
                home,
                home,
                "jamey");
    }

    private static Thread start(Surroundings surroundings, String... args) {
        var all = new ArrayList<>(List.of("top", "--interval", "20ms"));
        all.addAll(List.of(args));
        return Thread.ofPlatform().start(() -> Main.run(surroundings, all.toArray(String[]::new)));
    }

    private static void end(Thread top) throws InterruptedException {
        top.interrupt();
        top.join();
    }

    /// Waits until it has been shown, in this order, from the first of it on.
    private static void await(ByteArrayOutputStream out, String... shown) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertThat(out.toString(UTF_8)).containsSubsequence(shown);
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(20);
        }
    }
}
