package io.jamey.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.json.Json;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.metrics.CircuitState;
import io.jamey.metrics.Dependencies;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.StoreMetrics;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The live page, in a real browser, beside what the API says.
@ExtendWith(InChromium.class)
class LivePageTest {
    private static final List<String> TIMES = List.of("p50", "p95", "p99");

    private final MemoryStore store = new SlowlyChanging();
    private JameyServer server = JameyServer.start(ServerOptions.defaults().port(0), store);
    private final HttpClient client = HttpClient.newHttpClient();
    private Tab tab;

    /// A store whose updates are over their budget, as is a search for what is slow.
    private static final class SlowlyChanging extends ForwardingMemoryStore {
        SlowlyChanging() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
            pause(40);
            return super.update(namespace, id, patch);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            if (request.text().filter("slow"::equals).isPresent()) {
                pause(60);
            }
            return super.search(namespace, request);
        }

        private static void pause(int millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void open(Tab tab) {
        this.tab = tab;
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        store.close();
    }

    private Map<?, ?> ask(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return DevTools.map(Json.read(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<?, ?> live(String operation) {
        return DevTools.map(DevTools.map(ask("GET", "/v1/live?window=60", "").get("operations"))
                .get(operation));
    }

    private String store(String content) {
        return String.valueOf(
                ask("POST", "/v1/memories", "{\"content\":\"" + content + "\"}").get("id"));
    }

    private void look() {
        tab.load(server.uri() + "/");
        tab.await("!document.querySelector('.live-figures').hidden");
    }

    private String cell(String operation, String head) {
        return tab.text("[data-operation=" + operation + "] [data-head='" + head + "']");
    }

    private static double millis(String shown) {
        String[] parts = shown.split(" ", -1);
        double value = Double.parseDouble(parts[0].replace(",", ""));
        return switch (parts[1]) {
            case "µs" -> value / 1000;
            case "ms" -> value;
            case "s" -> value * 1000;
            default -> throw new AssertionError(shown);
        };
    }

    /// With three digits that count, as people write it.
    private static String bytes(long number) {
        boolean large = number >= 1L << 30;
        double value = (double) number / (large ? 1L << 30 : 1L << 20);
        int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
        return ("%." + digits + "f").formatted(value) + (large ? " GiB" : " MiB");
    }

    @Test
    void figuresAreThoseOfTheApi() {
        for (int i = 0; i < 30; i++) {
            store("tea " + i);
            ask("POST", "/v1/memories/search", "{\"query\":\"tea\"}");
        }
        look();
        for (String operation : List.of("store", "search")) {
            Map<?, ?> said = live(operation);
            for (String time : TIMES) {
                double expected = (Double) said.get(time + "_ms");
                assertThat(millis(cell(operation, time)))
                        .as(operation + " " + time)
                        .isCloseTo(expected, within(expected / 100));
            }
            assertThat(millis(cell(operation, "budget"))).isEqualTo(said.get("budget_ms"));
        }
        assertThat(cell("delete", "p99")).isEqualTo("—");
        Object heapMax = DevTools.map(ask("GET", "/v1/live", "").get("process")).get("heap_bytes_max");
        Object shown = tab.evaluate("document.querySelector('.resources .hint').textContent");
        assertThat(String.valueOf(shown)).startsWith("of " + bytes((Long) Objects.requireNonNull(heapMax)) + ";");
        assertThat(tab.count(".first, .curl")).isZero();
        assertThat(tab.complaints()).allMatch(said -> said.contains("/v1/alerts"));
    }

    @Test
    void whatIsOverItsBudgetIsSeenAtAGlanceAndOneCanLookCloser() {
        String id = store("tea");
        ask("PATCH", "/v1/memories/" + id, "{\"importance\":1}");
        look();
        tab.awaitText(".headline .main.over", "Over its budget: update, p99");
        assertThat(tab.text("[data-operation=update] .verdict"))
                .startsWith("▲ ")
                .endsWith("× budget");
        assertThat(tab.count("[data-operation=update] .rail.beyond")).isEqualTo(1);
        assertThat(tab.count("[data-operation=store] .rail.beyond")).isZero();
        assertThat(tab.is("document.querySelector('[data-operation=update] button').ariaPressed === 'true'"))
                .isTrue();

        tab.clickText("store");
        tab.awaitText("h2", "Latency of store");
        tab.press("Tab");
        assertThat(tab.is("document.activeElement.textContent === 'retrieve'")).isTrue();
        tab.press("Enter");
        tab.awaitText("h2", "Latency of retrieve");
        tab.await("document.activeElement.textContent === 'retrieve'");

        tab.size(390, 844);
        assertThat(tab.evaluate("document.documentElement.scrollWidth")).isEqualTo(390L);
        tab.prefers("prefers-color-scheme", "dark");
        assertThat(tab.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo("rgb(15, 17, 20)");
    }

    @Test
    void whatTookTooLongIsListedWithHowItWasDone() {
        String id = store("tea");
        for (int i = 0; i < 7; i++) {
            ask("PATCH", "/v1/memories/" + id, "{\"importance\":1}");
        }
        ask("POST", "/v1/memories/search", "{\"query\":\"slow\",\"explain\":true}");
        look();
        List<?> slow =
                (List<?>) Objects.requireNonNull(ask("GET", "/v1/slow", "").get("items"));
        assertThat(slow).hasSizeGreaterThanOrEqualTo(8);
        assertThat(tab.count(".slow details")).isEqualTo(slow.size());
        assertThat(tab.count(".slow details:not([hidden])")).isEqualTo(6);
        Map<?, ?> search = DevTools.map(slow.getFirst());
        double took = (Double) Objects.requireNonNull(search.get("took_ms"));
        assertThat(millis(tab.text(".slow details:first-child .took"))).isCloseTo(took, within(took / 100));
        assertThat(tab.text(".slow details:first-child summary")).contains("search", "budget 50 ms");

        tab.evaluate("document.querySelector('.slow summary').focus()");
        tab.press("Enter");
        tab.await("document.querySelector('.slow details').open");
        String strategy = String.valueOf(DevTools.map(search.get("plan")).get("strategy"));
        assertThat(tab.text(".slow details:first-child dl"))
                .contains("Strategy" + strategy, "Trace" + search.get("trace_id"));

        for (int i = 0; i < 6; i++) {
            ask("PATCH", "/v1/memories/" + id, "{\"importance\":1}");
        }
        tab.evaluate("document.querySelector('select').dispatchEvent(new Event('change'))"); // asks at once
        int more = slow.size() + 6;
        tab.await("document.querySelectorAll('.slow details').length === " + more);
        assertThat(tab.is("document.activeElement.closest('details').matches('[open]:nth-child(7):not([hidden])')"))
                .as("what one reads stays, open, and has the focus")
                .isTrue();
        tab.clickText("Show all " + more);
        assertThat(tab.count(".slow details:not([hidden])")).isEqualTo(more);
        tab.size(390, 844);
        assertThat(tab.evaluate("document.documentElement.scrollWidth")).isEqualTo(390L);
    }

    @Test
    void connectionsAreShownWhereThereAreAny(@TempDir Path folder) {
        look();
        assertThat(tab.is("document.querySelector('[aria-label=Connections]').hidden"))
                .isTrue();
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "none"), folder, folder))
                .settings();
        var pool = new AtomicReference<>(new PoolReading(2, 8, 10, 0, 0));
        StoreMetrics metrics = StoreMetrics.of(
                store,
                MetricsOptions.defaults()
                        .dependencies(Dependencies.none()
                                .pool("postgres", pool::get)
                                .circuit("redis", () -> CircuitState.OPEN)));
        try (var pooled = JameyServer.start(settings, metrics, RequestTracing.inLog(), _ -> {})) {
            tab.load(pooled.uri() + "/");
            tab.awaitText("[aria-label=Connections] div:not(.over)", "2 of 10 in use");
            tab.awaitText("[aria-label=Connections] .over", "cut off");
            pool.set(new PoolReading(10, 0, 10, 4, 3));
            tab.awaitText("[aria-label=Connections] .over", "10 of 10 in use");
            tab.awaitText("[aria-label=Connections] .over", "4 callers wait, 3 gave up");
        }
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAndItsReturnIsSeen() {
        look();
        assertThat(tab.text(".headline")).contains("Nothing was asked lately");
        assertThat(tab.text("[aria-label='First steps'] .curl")).contains("curl " + server.uri() + "/v1/memories");
        int port = server.uri().getPort();
        server.close();
        tab.awaitText(".trouble", "Not reachable since ");
        assertThat(tab.is("document.querySelector('.live').classList.contains('stale')"))
                .isTrue();
        server = JameyServer.start(ServerOptions.defaults().port(port), store);
        store("tea");
        tab.await("!document.querySelector('.live').classList.contains('stale')");
        tab.awaitText("[data-operation=store] .p99", "s");
        assertThat(tab.text(".trouble")).isEmpty();
    }
}
