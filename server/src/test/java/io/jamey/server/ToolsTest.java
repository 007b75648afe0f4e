package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Agents that call a whole server, with keys.
class ToolsTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private static Path folder;

    private static MemoryStore store;
    private static JameyServer server;
    private static String writer;
    private static String reader;
    private static String wide;
    private static String elsewhere;

    @BeforeAll
    static void start() {
        Settings settings = Configuration.read(
                        new Sources(Optional.empty(), Map.of(), Map.of("port", "0"), folder, folder))
                .settings();
        var keys = new KeyFile(settings.keysFile());
        writer = key(keys, "writer", Scope.of(List.of("ann")), Permission.WRITE);
        reader = key(keys, "reader", Scope.of(List.of("ann")), Permission.READ);
        wide = key(keys, "wide", Scope.everything(), Permission.WRITE);
        elsewhere = key(keys, "elsewhere", Scope.of(List.of("bob", "cleo")), Permission.WRITE);
        store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        server = JameyServer.start(settings, store, _ -> {});
    }

    private static String key(KeyFile keys, String name, Scope scope, Permission permission) {
        return keys.create(new KeyRequest(name, scope, permission, Optional.empty()), Instant.now())
                .secret();
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    private static McpSyncClient connect(JameyServer to, String header, String value) {
        return connect(to, "/mcp", header, value);
    }

    private static McpSyncClient connect(JameyServer to, String path, String header, String value) {
        McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(to.uri().toString())
                                .endpoint(path)
                                .addHttpRequestCustomizer(
                                        (request, method, uri, body, context) -> request.header(header, value))
                                .build())
                .build();
        client.initialize();
        return client;
    }

    private static CallToolRequest call(String tool, Map<String, Object> arguments) {
        return CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static int post(String... headers) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.uri() + "/mcp"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                            "capabilities":{},"clientInfo":{"name":"raw","version":"0"}}}"""));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void anAgentAddsAndFindsInTheNamespaceOfItsKey() {
        try (McpSyncClient ann = connect(server, "Authorization", "Bearer " + writer)) {
            assertThat(ann.listTools().tools()).hasSize(9);

            assertThat(ann.callTool(call("add_memory", Map.of("content", "Ann drinks green tea.")))
                            .isError())
                    .isFalse();
            var found = ann.callTool(call("search_memories", Map.of("query", "tea")));

            assertThat(found.structuredContent().toString()).contains("Ann drinks green tea.");
            assertThat(store.count(ANN, Filter.everything())).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatMayOnlyReadIsToldSoAndNothingIsStored() {
        long before = store.count(ANN, Filter.everything());
        try (McpSyncClient client = connect(server, "X-API-Key", reader)) {
            var refused = client.callTool(call("add_memory", Map.of("content", "x")));

            assertThat(refused.isError()).isTrue();
            assertThat(refused.content().toString()).contains("may only read");
            assertThat(client.callTool(call("list_memories", Map.of())).isError())
                    .isFalse();
        }
        assertThat(store.count(ANN, Filter.everything())).isEqualTo(before);
    }

    @Test
    void aKeyForEveryNamespaceUsesTheUsualOne() {
        try (McpSyncClient client = connect(server, "X-API-Key", wide)) {
            client.callTool(call("add_memory", Map.of("content", "in the usual place")));
        }
        assertThat(store.count(Namespace.of("default"), Filter.everything())).isEqualTo(1);
    }

    @Test
    void theAddressSaysWhichNamespaceOfSeveralIsMeant() {
        try (McpSyncClient client = connect(server, "/mcp?namespace=cleo", "X-API-Key", elsewhere)) {
            client.callTool(call("add_memory", Map.of("content", "Cleo's")));

            var refused = client.callTool(call("add_memory", Map.of("content", "Bob's", "namespace", "bob")));

            assertThat(refused.isError()).isTrue();
        }
        assertThat(store.count(Namespace.of("cleo"), Filter.everything())).isEqualTo(1);
        assertThat(store.count(Namespace.of("bob"), Filter.everything())).isZero();
    }

    @Test
    void whoIsNotAdmittedIsTurnedAway() throws Exception {
        assertThat(post()).isEqualTo(401);
        assertThat(post("X-API-Key", "jamey_wrong")).isEqualTo(401);
        assertThat(post("X-API-Key", elsewhere)).isEqualTo(400);
    }

    @Test
    @Timeout(60)
    void anAgentThatListensDoesNotHoldUpTheEnd() {
        var options = ServerOptions.defaults().port(0).patience(Duration.ofMinutes(10));
        var other = JameyServer.start(options, store);
        try (McpSyncClient client = connect(other, "X-Client", "test")) {
            client.listTools();

            other.close();

            assertThatThrownBy(client::listTools).isInstanceOf(RuntimeException.class);
        }
    }
}
