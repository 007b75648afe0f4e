package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.embedded.EmbeddedMemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real command, as a process of its own.
@Timeout(60)
class ServeCommandTest {
    private static final int MEMORIES = 20;
    private static final int SEARCHES = 3;

    @TempDir
    private Path home;

    private Path file;
    private Process served;
    private final Map<String, String> printed = new HashMap<>();

    @BeforeEach
    void serve() throws IOException {
        file = home.resolve("memory.db");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--metrics-port",
                "0",
                "--cache",
                "2MiB",
                "--store",
                file.toString());
        command.directory(home.toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("JAMEY_"));
        command.environment().put("JAMEY_EMBEDDER", "none");
        served = command.redirectError(home.resolve("stderr").toFile()).start();
        var lines = new BufferedReader(new InputStreamReader(served.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] nameAndAddress = line.split(" +", 2);
            printed.put(nameAndAddress[0], nameAndAddress[1]);
            if (nameAndAddress[0].equals("openapi")) {
                break;
            }
        }
    }

    @AfterEach
    void end() {
        served.destroyForcibly();
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String address = Objects.requireNonNull(printed.get("api")) + path;
            return client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void itServesUntilItIsToldToStopAndLosesNothing() throws Exception {
        assertThat(printed).containsOnlyKeys("store", "page", "api", "mcp", "metrics", "docs", "openapi");
        assertThat(printed).containsEntry("store", file.toString());
        assertThat(printed.get("mcp")).startsWith("http://127.0.0.1:").endsWith("/mcp");
        for (int i = 0; i < MEMORIES; i++) {
            assertThat(post("/memories", "{\"content\":\"Ann drinks tea number " + i + "\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        for (int i = 0; i < SEARCHES; i++) {
            assertThat(post("/memories/search", "{\"query\":\"number 7\",\"limit\":1}")
                            .body())
                    .contains("Ann drinks tea number 7");
        }

        assertThat(get(Objects.requireNonNull(printed.get("metrics"))).lines())
                .contains("memory_store_total " + MEMORIES + ".0", "memory_search_total " + SEARCHES + ".0")
                .contains("jamey_cache_requests_total{cache=\"memory\",result=\"hit\"} " + (SEARCHES - 1) + ".0")
                .contains("jamey_cache_limit_bytes{cache=\"memory\"} 2097152.0")
                .anyMatch(line -> line.startsWith("memory_store_duration_ms_bucket{le=\"1.0\"} "))
                .anyMatch(line -> line.startsWith("memory_cache_size "));
        assertThat(get(printed.get("api") + "/live?window=60"))
                .contains("\"store\":{\"count\":" + MEMORIES, "\"hits\":" + (SEARCHES - 1));
        assertThat(get(printed.get("api") + "/status")).contains("\"cache_hits\":\"" + (SEARCHES - 1) + "\"");

        Shell.Result second = new Shell(home).run("serve", "--port", "0", "--store", file.toString());
        assertThat(second.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).contains(file.toString());

        served.destroy(); // SIGTERM
        assertThat(served.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(home.resolve("stderr")).content().doesNotContain("Exception");
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertThat(store.count(Namespace.of("default"), Filter.everything()))
                    .isEqualTo(MEMORIES);
        }
    }
}
