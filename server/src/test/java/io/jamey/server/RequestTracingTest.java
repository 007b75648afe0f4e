package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.CurrentTrace;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The work on a request is told of, and its trace is in the log.
class RequestTracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String MEMORY = "{\"content\":\"Ann drinks tea.\"}";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    /// Keeps the trace that the log would name when something is stored.
    private static final class Looking extends ForwardingMemoryStore {
        private final List<String> traces = Collections.synchronizedList(new ArrayList<>());

        Looking() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            traces.add(String.valueOf(CurrentTrace.id()));
            return super.storeAll(namespace, memories);
        }
    }

    private Settings settings() {
        return Configuration.read(new Sources(Optional.empty(), Map.of(), Map.of("port", "0"), folder, folder))
                .settings();
    }

    private static HttpResponse<String> post(JameyServer server, String path, String json, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void callTool(JameyServer server, String... headers) throws IOException, InterruptedException {
        callToolSaying("", server, headers);
    }

    private static void callToolSaying(String meta, JameyServer server, String... headers)
            throws IOException, InterruptedException {
        String session =
                post(server, "/mcp", """
                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                        "capabilities":{},"clientInfo":{"name":"raw","version":"0"}}}""").headers().firstValue("Mcp-Session-Id").orElseThrow();
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Mcp-Session-Id", session));
        post(
                server,
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                all.toArray(String[]::new));
        HttpResponse<String> answer = post(
                server,
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{" + meta
                        + "\"name\":\"add_memory\",\"arguments\":" + MEMORY + "}}",
                all.toArray(String[]::new));
        assertThat(answer.body()).contains("\"isError\":false");
    }

    @Test
    void theTraceOfWhoCallsIsInTheLog() throws Exception {
        var store = new Looking();
        try (var server = JameyServer.start(settings(), store, _ -> {})) {
            post(server, "/v1/memories", MEMORY, "traceparent", PARENT);
            callTool(server, "traceparent", PARENT);
            callToolSaying("\"_meta\":{\"traceparent\":\"" + PARENT + "\"},", server);
            callToolSaying("\"_meta\":{\"traceparent\":7},", server, "traceparent", PARENT);
        }

        assertThat(store.traces).containsExactly(TRACE, TRACE, TRACE, TRACE);
    }

    @Test
    void aTraceBeginsWhereThereIsNone() throws Exception {
        var store = new Looking();
        try (var server = JameyServer.start(settings(), store, _ -> {})) {
            post(server, "/v1/memories", MEMORY);
            post(server, "/v1/memories", MEMORY, "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
            post(server, "/v1/memories", MEMORY, "traceparent", "x\"}" + PARENT);
            callTool(server);
        }

        assertThat(store.traces)
                .hasSize(4)
                .doesNotHaveDuplicates()
                .doesNotContain(TRACE, "0".repeat(32))
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void theWorkOnEachRequestIsToldOfWithItsRouteAndHowItEnded() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        RequestTracing tracing = (method, route, header, work) -> told.add(method + " " + route + " " + work.getAsInt()
                + " " + header.apply("traceparent").orElse(""));
        try (var server = JameyServer.start(settings(), StoreMetrics.of(new Looking()), tracing, _ -> {})) {
            post(server, "/v1/memories", MEMORY, "traceparent", PARENT);
            post(server, "/v1/memories", "{\"content\":7}");
            post(server, "/v1/memories/search", "{\"query\":\"tea\"}");
        }

        // The work on a request ends after its answer has gone out, while the next may have come already.
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "POST /v1/memories 201 " + PARENT, "POST /v1/memories 400 ", "POST /v1/memories/search 200 ");
    }
}
