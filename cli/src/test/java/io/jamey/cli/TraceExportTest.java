package io.jamey.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.PrometheusText;
import io.jamey.metrics.StoreMetrics;
import io.jamey.server.settings.TraceSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces arrive at a collector.
class TraceExportTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path folder;

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final SearchPlans plans = new SearchPlans();
    private HttpServer collector;
    private MemoryStore store;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Api-Key"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
    }

    @AfterEach
    void stop() {
        store.close();
        collector.stop(0);
    }

    private TraceSettings settings(boolean content) {
        return new TraceSettings(
                Optional.of(
                        URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces")),
                100,
                content,
                Optional.of(new TraceSettings.Header("Api-Key", "ordinary")));
    }

    private static Optional<String> header(String name) {
        return Optional.of("00-" + TRACE + "-00f067aa0ba902b7-01").filter(_ -> name.equals("traceparent"));
    }

    private void request(TraceExport traces) {
        MemoryStore traced = traces.over(new ExplainingMemoryStore(store, plans), plans);
        traces.requests().around("POST", "/v1/memories/search", TraceExportTest::header, () -> {
            traced.store(ANN, NewMemory.of("Ann is allergic to walnuts.").build());
            traced.search(ANN, SearchRequest.of("what about walnuts?").build());
            return 200;
        });
    }

    @Test
    void inTheTraceOfWhoCalledWithoutContent() {
        try (var traces = TraceExport.start(settings(false))) {
            request(traces);
        }

        String sent = String.join("", bodies);
        String trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
        assertThat(keys).containsOnly("ordinary");
        assertThat(sent)
                .contains(
                        "POST /v1/memories/search",
                        "create_memory",
                        "search_memory",
                        "gen_ai.memory.store.id",
                        "jamey.search.strategy",
                        "jamey")
                .doesNotContain("walnuts");
        assertThat(sent.split(java.util.regex.Pattern.quote(trace), -1).length - 1)
                .as("spans of that trace")
                .isEqualTo(3);
    }

    @Test
    void withContentWhereItIsAskedFor() {
        try (var traces = TraceExport.start(settings(true))) {
            request(traces);
        }

        assertThat(String.join("", bodies)).contains("Ann is allergic to walnuts.", "what about walnuts?");
    }

    @Test
    void anExemplarLeadsToTheTraceThatWasSent() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var traces = TraceExport.start(settings(false))) {
            StoreMetrics metrics = StoreMetrics.of(
                    traces.over(store, plans), MetricsOptions.defaults().traces(traces.places()));
            traces.requests().around("GET", "/v1/memories", TraceExportTest::header, () -> {
                metrics.store().count(ANN, Filter.everything());
                return 200;
            });
            metrics.store().listPaginated(ANN, PageRequest.of(1)); // in no trace
            try (var text = new PrometheusText(metrics)) {
                text.write(out, PrometheusText.mediaType("application/openmetrics-text"));
            }
        }

        assertThat(out.toString(UTF_8).lines().filter(line -> line.contains("_bucket{") && line.contains("trace_id")))
                .singleElement()
                .asString()
                .contains("operation=\"count\"", "trace_id=\"" + TRACE + "\"");
        assertThat(String.join("", bodies)).contains(new String(HexFormat.of().parseHex(TRACE), ISO_8859_1));
    }

    @Test
    void aCallOfAToolOverStdioGoesOnWithTheTraceOfWhoCalls() {
        try (var traces = TraceExport.start(settings(false))) {
            traces.calls().around("tools/call", "add_memory", TraceExportTest::header, () -> {
                traces.over(store, plans).store(ANN, NewMemory.of("tea").build());
                return 200;
            });
        }

        assertThat(String.join("", bodies))
                .contains("tools/call add_memory", "create_memory")
                .contains(new String(HexFormat.of().parseHex(TRACE), ISO_8859_1))
                .doesNotContain("http.response.status_code");
    }

    @Test
    void notWhereThereIsNoCollector() {
        try (var traces = TraceExport.start(new TraceSettings(Optional.empty(), 100, true, Optional.empty()))) {
            assertThat(traces.over(store, plans)).isSameAs(store);
            request(traces);
        }

        assertThat(bodies).isEmpty();
    }
}
