package io.jamey.server.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.access.Caller;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.http.ToolDoor;
import io.jamey.testkit.ReferenceMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Agents over streamable HTTP, on a real Jetty.
class HttpAgentTest extends AgentContract {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"raw","version":"0"}}}""";

    private final MemoryStore store = new ReferenceMemoryStore(InstantSource.system());
    private final List<McpSyncClient> clients = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Server jetty;
    private String address;
    private McpSyncClient ann;

    /// The key is the namespace; `reader` may only read ann's.
    private static ToolCaller callerOf(HttpServletRequest request) {
        String key = Objects.requireNonNullElse(request.getHeader("X-API-Key"), "");
        if (key.isEmpty()) {
            Caller nobody = new Caller("nobody", Scope.of(List.of("elsewhere")), Permission.READ);
            nobody.require(Permission.READ, ANN);
        }
        Namespace namespace = Namespace.of(key.equals("reader") ? "ann" : key);
        Permission permission = key.equals("reader") ? Permission.READ : Permission.WRITE;
        return new ToolCaller(new Caller(key, Scope.of(List.of(namespace.value())), permission), namespace);
    }

    @BeforeEach
    void start() throws Exception {
        jetty = new Server();
        var connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        var context = new ServletContextHandler("/");
        var holder = new ServletHolder(
                new ToolServlet(store, HttpAgentTest::callerOf, 16 << 20, RequestTracing.inLog(), _ -> {}));
        holder.setAsyncSupported(true);
        context.addServlet(holder, ToolServlet.PATH);
        jetty.setHandler(new Handler.Wrapper(context) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                request.setAttribute(
                        ToolDoor.BODY, Content.Source.asInputStream(request).readAllBytes());
                return super.handle(request, response, callback);
            }
        });
        jetty.start();
        address = "http://127.0.0.1:" + connector.getLocalPort();
        ann = connect("ann");
    }

    private McpSyncClient connect(String key) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(address)
                        .endpoint(ToolServlet.PATH)
                        .addHttpRequestCustomizer(
                                (builder, method, uri, body, context) -> builder.header("X-API-Key", key))
                        .build())
                .clientInfo(McpSchema.Implementation.builder("a test", "1.0").build())
                .build();
        client.initialize();
        clients.add(client);
        return client;
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(McpSyncClient::closeGracefully);
        jetty.stop();
        store.close();
    }

    @Override
    McpSyncClient client() {
        return ann;
    }

    private HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(URI.create(address + ToolServlet.PATH))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void eachKeySeesItsOwnNamespaceOnlyAlsoInSomebodyElsesSession() throws Exception {
        var canary = store.store(
                Namespace.of("bob"), NewMemory.of("bob's canary about walnuts").build());
        String id = canary.id().toString();

        assertThat(failed("get_memory", Map.of("id", id)))
                .contains("there is no memory with id")
                .doesNotContain("canary");
        assertThat(ok("delete_memory", Map.of("id", id))).containsEntry("deleted", false);
        assertThat(ok("delete_memories", Map.of("ids", List.of(id)))).containsEntry("deleted", 0);
        assertThat(ok("search_memories", Map.of("query", "walnuts")).toString()).doesNotContain("canary");
        assertThat(ok("list_memories", Map.of()).toString()).doesNotContain("canary");

        String session = post(INITIALIZE, "X-API-Key", "bob")
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        var stolen = post(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\"list_memories\",\"arguments\":{}}}",
                "X-API-Key",
                "ann",
                "Mcp-Session-Id",
                session);
        assertThat(stolen.body()).doesNotContain("canary");
        assertThat(store.count(Namespace.of("bob"), Filter.everything())).isEqualTo(1);
    }

    @Test
    void aKeyThatMayOnlyReadCannotWrite() {
        store.store(ANN, NewMemory.of("there").build());
        ann = connect("reader");

        assertThat(ok("list_memories", Map.of())).containsEntry("total", 1);
        for (String tool : List.of("add_memory", "delete_memories")) {
            Map<String, Object> arguments = tool.equals("add_memory")
                    ? Map.of("content", "x")
                    : Map.of("filter", Map.of("field", "importance", "op", "gte", "value", 0));
            assertThat(failed(tool, arguments)).contains("may only read");
        }
        assertThat(store.count(ANN, Filter.everything())).isEqualTo(1);
    }

    @Test
    void whoeverHasNoKeyIsTurnedAwayBeforeAnythingIsRead() throws Exception {
        HttpResponse<String> refused = post(INITIALIZE);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void whatIsNoMessageIsRefusedAndTheNextOneIsAnswered() throws Exception {
        for (String garbled : List.of(
                "",
                "nonsense",
                "[]",
                "{}",
                "[".repeat(10_000),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                INITIALIZE.substring(0, 40))) {
            assertThat(post(garbled, "X-API-Key", "ann").statusCode())
                    .as("%.60s", garbled)
                    .isBetween(400, 499);
        }
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", "X-API-Key", "ann")
                        .statusCode())
                .as("without a session")
                .isBetween(400, 499);
        assertThat(post(INITIALIZE, "X-API-Key", "ann").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionThatWasDeletedIsNotThereAnyMore() throws Exception {
        String session = post(INITIALIZE, "X-API-Key", "ann")
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        var delete = HttpRequest.newBuilder(URI.create(address + ToolServlet.PATH))
                .headers("X-API-Key", "ann", "Mcp-Session-Id", session)
                .DELETE()
                .build();

        assertThat(http.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);

        assertThat(post(
                                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                                "X-API-Key",
                                "ann",
                                "Mcp-Session-Id",
                                session)
                        .statusCode())
                .isEqualTo(404);
    }
}
