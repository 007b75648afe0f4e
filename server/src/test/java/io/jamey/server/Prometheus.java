package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A real Prometheus that reads a server of this process. Where it cannot be had, tests are left out and say so; in CI
/// they fail.
final class Prometheus implements AutoCloseable {
    private final Process process;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /// Starts one in a folder.
    ///
    /// @param rules what `alerts.yaml` is to say
    /// @param interval of scrapes and evaluations, such as `1s`
    /// @param target host and port of `/metrics`
    static Prometheus start(Path folder, String rules, String interval, String target) throws IOException {
        String program = find("prometheus");
        Files.writeString(folder.resolve("alerts.yaml"), rules);
        Path config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: %1$s, scrape_timeout: %1$s, evaluation_interval: %1$s}
                rule_files: [alerts.yaml]
                scrape_configs:
                  - job_name: jamey
                    static_configs: [{targets: ["%2$s"]}]
                """.formatted(interval, target));
        int port = free();
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        var prometheus = new Prometheus(process, "http://127.0.0.1:" + port);
        try {
            prometheus.awaitReady();
        } catch (RuntimeException e) {
            prometheus.close();
            throw new IllegalStateException(Files.readString(folder.resolve("prometheus.log")), e);
        }
        return prometheus;
    }

    /// The path of `prometheus` or `promtool`.
    static String find(String tool) throws IOException {
        Process search = new ProcessBuilder("../.ci/prometheus", tool)
                .redirectErrorStream(true)
                .start();
        String output = new String(search.getInputStream().readAllBytes(), UTF_8).strip();
        if (search.onExit().join().exitValue() != 0) {
            String reason = "NOT TESTED against Prometheus: " + output;
            if ("true".equals(System.getenv("JAMEY_REQUIRE_PROMETHEUS"))) {
                Assertions.fail(reason);
            }
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return output.lines().toList().getLast();
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        for (int i = 0; i < 300 && process.isAlive(); i++) {
            if (get("/-/ready").filter(answer -> answer.statusCode() == 200).isPresent()) {
                return;
            }
            pause(100);
        }
        throw new IllegalStateException("Prometheus did not start");
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The result of an expression now: one entry for each series, with `metric` and `value`.
    List<Map<?, ?>> query(String expression) {
        HttpResponse<String> answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .orElseThrow(() -> new IllegalStateException("Prometheus does not answer"));
        Map<?, ?> fields = map(Json.read(answer.body().getBytes(UTF_8)));
        if (!"success".equals(fields.get("status"))) {
            throw new IllegalArgumentException(expression + ": " + answer.body());
        }
        return ((List<?>) Objects.requireNonNull(map(fields.get("data")).get("result")))
                .stream().<Map<?, ?>>map(Prometheus::map).toList();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private Optional<HttpResponse<String>> get(String path) {
        try {
            return Optional.of(client.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8)));
        } catch (IOException _) {
            return Optional.empty(); // not yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
