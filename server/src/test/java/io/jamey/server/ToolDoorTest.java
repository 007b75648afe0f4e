package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/mcp` as HTTP: what holds for the API holds for it.
class ToolDoorTest {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"raw","version":"0"}}}""";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
    private static final String APP = "https://app.example.org";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final MemoryStore STORE = new ReferenceMemoryStore(InstantSource.system());
    private static JameyServer server;
    private static String ann;
    private static String bob;
    private static String several;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(),
                        Map.of(),
                        Map.of("port", "0", "cors_origins", APP, "limits.body_bytes", "4KiB"),
                        folder,
                        folder))
                .settings();
        var keys = new KeyFile(settings.keysFile());
        ann = key(keys, "ann", "ann");
        bob = key(keys, "bob", "bob");
        several = key(keys, "several", "cleo", "team/*");
        server = JameyServer.start(settings, STORE, _ -> {});
    }

    private static String key(KeyFile keys, String name, String... namespaces) {
        var request = new KeyRequest(name, Scope.of(List.of(namespaces)), Permission.WRITE, Optional.empty());
        return keys.create(request, Instant.now()).secret();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        server.close();
    }

    private static HttpResponse<String> send(
            String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(server.uri() + path)).method(method, body);
            request.setHeader("Content-Type", "application/json");
            request.setHeader("Accept", "application/json, text/event-stream");
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    private static HttpResponse<String> send(String method, String... headers) {
        return send(method, "/mcp", HttpRequest.BodyPublishers.noBody(), headers);
    }

    private static String session(String path, String key) {
        return post(path, INITIALIZE, "X-API-Key", key)
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void aBrowserMayAskWhatAnAllowedPageMaySend() {
        HttpResponse<String> allowed = send("OPTIONS", "Origin", APP, "Access-Control-Request-Method", "POST");

        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).contains("GET", "POST", "DELETE");
        assertThat(header(allowed, "Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "Mcp-Session-Id", "Mcp-Protocol-Version", "Last-Event-ID");
        assertThat(send("OPTIONS", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void pagesOfAllowedOriginsMayCallAndReadTheirSessionAndOthersMayNot() {
        HttpResponse<String> allowed = post("/mcp", INITIALIZE, "X-API-Key", ann, "Origin", APP);

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(header(allowed, "Access-Control-Expose-Headers")).contains("Mcp-Session-Id");
        for (String origin : List.of("https://evil.example", "http://localhost:5173", "null", APP + ".evil.example")) {
            assertThat(post("/mcp", INITIALIZE, "X-API-Key", ann, "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void everyAnswerHasTheHeadersOfTheApi() {
        String session = session("/mcp", ann);
        var answers = new ArrayList<HttpResponse<String>>();
        answers.add(post("/mcp", INITIALIZE, "X-API-Key", ann));
        answers.add(post("/mcp", LIST, "X-API-Key", ann, "Mcp-Session-Id", session));
        answers.add(post("/mcp", INITIALIZE));
        answers.add(post("/mcp", "nonsense", "X-API-Key", ann));
        answers.add(post("/mcp", LIST, "X-API-Key", ann, "Mcp-Session-Id", "gone"));
        answers.add(send("GET", "X-API-Key", ann, "Mcp-Session-Id", "gone"));
        answers.add(send("PUT", "X-API-Key", ann));
        answers.add(send("OPTIONS", "Origin", APP, "Access-Control-Request-Method", "POST"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(header(answer, "X-Content-Type-Options"))
                    .as("%s %s", answer.statusCode(), answer.body())
                    .isEqualTo("nosniff");
            assertThat(header(answer, "Cache-Control")).isNotEmpty();
            assertThat(answer.body()).doesNotContain("stackTrace", "Exception", "<html");
        });
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsExactly(200, 200, 401, 400, 404, 404, 405, 204);
    }

    @Test
    void theSettingsLimitOfBodiesHoldsHereToo() {
        String large = LIST + " ".repeat(4 << 10);
        var ofUnknownLength =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(ISO_8859_1)));

        HttpResponse<String> declared = post("/mcp", large, "X-API-Key", ann);
        HttpResponse<String> chunked = send("POST", "/mcp", ofUnknownLength, "X-API-Key", ann);

        HttpResponse<String> elsewhere = send("POST", "/v1/memories", ofUnknownLength, "X-API-Key", ann);

        assertThat(List.of(declared, chunked, elsewhere)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("/problems/too-large").contains("4096 bytes");
        });
        assertThat(post("/mcp", INITIALIZE, "X-API-Key", ann, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    /// A client that keeps the connection would send its next request into the void.
    @ParameterizedTest
    @CsvSource({
        "POST /mcp, 401",
        "POST /v1/memories, 401",
        "POST /v1/memories/%2e%2e, 400",
        "POST /v1/memories/a%00b, 400",
        "GET /docs, 200"
    })
    void whoIsAnsweredBeforeTheBodyCameIsToldThatTheConnectionEnds(String request, String status) {
        String head = RawHttp.head(request, "Content-Type: application/json", "Content-Length: 100");

        assertThat(RawHttp.ask(server.uri().getPort(), head))
                .startsWith("HTTP/1.1 " + status)
                .contains("Connection: close");
    }

    @Test
    void aKeyThatOpensSeveralNamespacesIsToldHowToChooseOne() {
        HttpResponse<String> undecided = post("/mcp", INITIALIZE, "X-API-Key", several);

        assertThat(undecided.statusCode()).isEqualTo(400);
        assertThat(undecided.body())
                .contains("\"parameter\":\"namespace\"")
                .contains("?namespace=NAME")
                .contains("cleo, team/*");
        assertThat(post("/mcp?namespace=team/red", INITIALIZE, "X-API-Key", several)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/mcp?namespace=ann", INITIALIZE, "X-API-Key", several).statusCode())
                .isEqualTo(403);
        assertThat(post("/mcp?namespac=cleo", INITIALIZE, "X-API-Key", several).body())
                .contains("did you mean 'namespace'?");
    }

    @Test
    void aSessionIsThereForItsKeyAndNamespaceAlone() {
        String anns = session("/mcp", ann);
        String cleos = session("/mcp?namespace=cleo", several);

        HttpResponse<String> foreign = post("/mcp", LIST, "X-API-Key", bob, "Mcp-Session-Id", anns);
        HttpResponse<String> missing = post("/mcp", LIST, "X-API-Key", bob, "Mcp-Session-Id", "gone");

        assertThat(foreign.statusCode()).isEqualTo(missing.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace(anns, "gone")).isEqualTo(missing.body());
        String bare = anns.substring(0, anns.indexOf('.'));
        assertThat(post("/mcp", LIST, "X-API-Key", ann, "Mcp-Session-Id", bare).statusCode())
                .isEqualTo(404);
        assertThat(post("/mcp?namespace=team/red", LIST, "X-API-Key", several, "Mcp-Session-Id", cleos)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "X-API-Key", bob, "Mcp-Session-Id", anns).statusCode())
                .isEqualTo(404);
        assertThat(post("/mcp", LIST, "X-API-Key", ann, "Mcp-Session-Id", anns).statusCode())
                .isEqualTo(200);
        assertThat(STORE.count(Namespace.of("ann"), Filter.everything())).isZero();
    }
}
