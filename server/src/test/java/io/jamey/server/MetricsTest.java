package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.access.Exposure;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.KeyRing;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private Path folder;

    private MemoryStore store;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void open() {
        store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
    }

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    private Settings settings(Map<String, String> said) {
        var flags = new HashMap<>(said);
        flags.putIfAbsent("port", "0");
        flags.putIfAbsent("metrics_port", "0");
        flags.put("keys_file", folder.resolve("keys").toString());
        return read(flags);
    }

    private Settings read(Map<String, String> flags) {
        return Configuration.read(new Sources(Optional.empty(), Map.of(), flags, folder, folder))
                .settings();
    }

    private JameyServer start(Map<String, String> said) {
        return JameyServer.start(settings(said), store, warnings::add);
    }

    private HttpResponse<String> get(URI address, String... headers) {
        try {
            var request = HttpRequest.newBuilder(address);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI metrics(JameyServer server) {
        return server.metricsUri().orElseThrow();
    }

    @Test
    void prometheusReadsWhatTheApiDid() throws Exception {
        try (JameyServer server = start(Map.of())) {
            URI memories = server.uri().resolve("/v1/memories");
            client.send(
                    HttpRequest.newBuilder(memories)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"content\":\"tea\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            get(server.uri().resolve("/readyz"));

            HttpResponse<String> answer = get(metrics(server));
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body().lines())
                    .contains("memory_store_total 1.0", "memory_store_duration_ms_count 1")
                    .contains("memory_retrieve_total 0.0") // probes of readiness are nobody's operations
                    .anyMatch(line -> line.startsWith("jamey_memories ")) // some seconds old
                    .anyMatch(line -> line.startsWith("jamey_storage_size_bytes "))
                    .anyMatch(line -> line.startsWith("jamey_process_memory_used_bytes "));
            HttpResponse<String> open = get(metrics(server), "Accept", "application/openmetrics-text;version=1.0.0");
            assertThat(open.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("# EOF\n");
            assertThat(get(metrics(server).resolve("/v1/memories")).statusCode())
                    .isEqualTo(404);
            assertThat(get(server.uri().resolve("/metrics")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoIsTurnedAwayIsCounted() {
        var keys = new KeyFile(folder.resolve("keys"));
        String key = keys.create(
                        new KeyRequest("bob", Scope.of(List.of("ann")), Permission.READ, Optional.empty()),
                        Instant.now())
                .secret();
        try (JameyServer server = start(Map.of())) {
            get(server.uri().resolve("/v1/memories"));
            get(server.uri().resolve("/v1/memories?namespace=ben"), "X-API-Key", key);
            get(server.uri().resolve("/v1/memories?namespace=ben"), "X-API-Key", key);

            assertThat(get(metrics(server)).body())
                    .contains("jamey_rejected_total{reason=\"unauthenticated\"} 1.0")
                    .contains("jamey_rejected_total{reason=\"forbidden\"} 2.0")
                    .contains("jamey_rejected_total{reason=\"overloaded\"} 0.0");
        }
    }

    @Test
    void elsewhereThanOnLoopbackAKeyIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Map.of("metrics_host", "0.0.0.0")))
                .withMessageContaining("no key protects it");
    }

    @Test
    void whoListensElsewhereAsksForAKeyThatMayReadEverything() {
        var file = new KeyFile(folder.resolve("keys"));
        String ann = key(file, "ann", Scope.of(List.of("ann")));
        String all = key(file, "all", Scope.everything());
        try (var ring = new KeyRing(file, Exposure.LOOPBACK, InstantSource.system());
                var server = MetricsServer.start(ServerOptions.defaults().port(0), ring, false)) {
            assertThat(get(server.uri()).statusCode()).isEqualTo(401);
            assertThat(get(server.uri(), "X-API-Key", ann).statusCode()).isEqualTo(403);
            assertThat(get(server.uri(), "Authorization", "Bearer " + all).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String key(KeyFile file, String name, Scope scope) {
        return file.create(new KeyRequest(name, scope, Permission.READ, Optional.empty()), Instant.now())
                .secret();
    }

    /// Prometheus itself listens on 9090: nobody who said nothing of metrics should have to know.
    @Test
    void withoutThePortNobodyAskedForTheApiIsServedAndTheOperatorToldWhatToDo() throws IOException {
        var usual = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9090);
        try (var taken = new ServerSocket()) {
            if (!isTaken(usual)) {
                taken.bind(usual);
            }
            Settings settings =
                    read(Map.of("port", "0", "keys_file", folder.resolve("keys").toString()));
            try (JameyServer server = JameyServer.start(settings, store, warnings::add)) {
                assertThat(server.metricsUri()).isEmpty();
                assertThat(get(server.uri().resolve("/v1/live")).statusCode()).isEqualTo(200);
                assertThat(warnings)
                        .singleElement()
                        .asString()
                        .contains("there are no metrics for Prometheus", "127.0.0.1:9090")
                        .contains("Set metrics_port, or metrics_port to none");
            }
        }
    }

    private static boolean isTaken(InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.bind(address);
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void aPortThatIsTakenIsToldOfAndNothingIsServed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> start(Map.of("metrics_port", port)))
                    .isInstanceOfSatisfying(
                            MemoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE))
                    .hasMessageContaining(port);
        }
    }

    @Test
    void nothingIsServedWhereNobodyReads() {
        try (JameyServer server = start(Map.of("metrics_port", "none"))) {
            assertThat(server.metricsUri()).isEmpty();
            assertThat(get(server.uri().resolve("/v1/live")).statusCode()).isEqualTo(200);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void liveFiguresAreThoseOfTheApi() {
        try (JameyServer server = start(Map.of())) {
            store.store(ANN, NewMemory.of("past the server").build());
            get(server.uri().resolve("/v1/memories?namespace=ann"));

            String live = get(server.uri().resolve("/v1/live?window=60")).body();
            assertThat(live)
                    .contains("\"list\":{\"count\":1,\"errors\":0")
                    .contains("\"store\":{\"count\":0,\"errors\":0")
                    .contains("\"budget_ms\":75.0")
                    .contains("\"heap_bytes_max\":")
                    .contains("\"backend\":\"embedded\"");
        }
    }
}
