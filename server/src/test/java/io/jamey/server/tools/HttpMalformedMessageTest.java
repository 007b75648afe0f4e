package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Through a whole server.
class HttpMalformedMessageTest extends MalformedMessageContract {
    private final MemoryStore store = new ReferenceMemoryStore(InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private JameyServer server;
    private String session = "";

    @BeforeEach
    void start() {
        server = JameyServer.start(ServerOptions.defaults().port(0).namespace(ANN), store);
        session =
                post("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                "capabilities":{},"clientInfo":{"name":"raw","version":"0"}}}""".getBytes(UTF_8)).headers().firstValue("Mcp-Session-Id").orElseThrow();
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(UTF_8));
        begin();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    MemoryStore store() {
        return store;
    }

    private HttpResponse<String> post(byte[] message) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + ToolServlet.PATH))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Map<?, ?> ask(byte[] message) {
        HttpResponse<String> response = post(message);
        assertThat(response.statusCode()).as(response.body()).isIn(200, 400);
        String json = response.body()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()))
                .findFirst()
                .orElse(response.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.read(json.strip().getBytes(UTF_8)));
    }
}
