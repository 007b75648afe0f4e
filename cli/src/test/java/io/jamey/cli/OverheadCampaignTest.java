package io.jamey.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.statistics.SignedRank;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.logging.OperationLog;
import io.jamey.logging.Redactor;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.TraceSource;
import io.jamey.performance.Budgets;
import io.jamey.server.JameyServer;
import io.jamey.server.access.Quota;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.server.settings.TraceSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures what a caller over HTTP pays for what can be switched on: one server, one connection, and a switch behind
/// it
/// that is turned between slices of requests, off on on off, so that both sides see the same machine. Of a slice the
/// median
/// counts. Figures are the centre of the ratios of such blocks, with an interval (signed ranks, 99 %).
///
/// `-Djamey.overhead=20` takes so many seconds for each.
@EnabledIfSystemProperty(named = "jamey.overhead", matches = "\\d+")
class OverheadCampaignTest {
    private static final Namespace ANN = Namespace.of("default");
    private static final int MEMORIES = 2_000;
    /// Requests in a slice: few, for the machine is another one a second later; not so few that each begins with code
    /// that
    /// the processor has forgotten.
    private static final int SLICE = 100;

    private static final int RATIOS_MAX = 100;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final long CACHE = 64 << 20;
    private static final RequestTracing NO_TRACING = (_, _, _) -> _ -> {};

    @TempDir
    private Path folder;

    private EmbeddedMemoryStore file;
    private final List<UUID> ids = new ArrayList<>();
    private volatile boolean on;

    @BeforeEach
    void fill() {
        file = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        for (int i = 0; i < MEMORIES; i++) {
            String content = "Ann said on day " + i + " that she likes tea number " + (i * 7919L % MEMORIES)
                    + " better than coffee, and went for a walk in the park with Ben.";
            ids.add(file.store(ANN, NewMemory.of(content).actor("Ann").build()).id());
        }
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void nothing() {
        compare("retrieve: nothing at all", file, NO_TRACING, this::get);
    }

    @Test
    void metricsAndLogs() {
        var plans = new SearchPlans();
        var measured = measured(new ExplainingMemoryStore(file, plans), plans, MetricsOptions.defaults());
        compare("retrieve: metrics, slow operations, log", measured, NO_TRACING, this::get);
        compare("retrieve: trace ids in the log", file, RequestTracing.inLog(), this::get);
        compare("search: both", measured, RequestTracing.inLog(), this::search);
    }

    @Test
    void traces() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        for (int percent : new int[] {0, 100}) {
            var settings = new TraceSettings(
                    Optional.of(URI.create(
                            "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces")),
                    percent,
                    false,
                    Optional.empty());
            try (var traces = TraceExport.start(settings)) {
                var plans = new SearchPlans();
                MemoryStore measured = measured(
                        traces.over(new ExplainingMemoryStore(file, plans), plans),
                        plans,
                        MetricsOptions.defaults().traces(traces.places()));
                compare(
                        "retrieve: everything, " + percent + " % of the traces sent",
                        measured,
                        traces.requests(),
                        this::get);
            }
        }
        collector.stop(0);
    }

    @Test
    void cache() {
        try (var stack =
                StoreStack.over(new Kept(file), new Layers(new EmbedderSettings.None(), Quota.unlimited(), CACHE))) {
            compare("retrieve: a cache", stack.store(), NO_TRACING, this::get);
            compare("search: a cache", stack.store(), NO_TRACING, this::search);
            compare("list: a cache", stack.store(), NO_TRACING, this::list);
        }
    }

    @Test
    void alone() {
        var none = StoreMetrics.of(new Nothing());
        var span = new TraceSource.Place("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        var traced = StoreMetrics.of(new Nothing(), MetricsOptions.defaults().traces(() -> span));
        time("a call that does nothing", new Nothing()::retrieve);
        time("the same measured, in no trace", none.store()::retrieve);
        time("the same measured, in a trace that is kept", traced.store()::retrieve);
        Redactor redactor = Redactor.usual();
        String line = "search took 81.204 ms: strategy words+closeness, scanned 100000, rescored 1200, ranked 400, in"
                + " trace 4bf92f3577b34da6a3ce929d0e0e4736";
        String secret = line + " Authorization: Bearer abcdefghijklmnopqrstuvwxyz0123456789";
        time(
                "redacting a line of " + line.length() + " characters",
                (_, _) -> redactor.redact(line).length());
        time(
                "redacting one with a token in it",
                (_, _) -> redactor.redact(secret).length());
    }

    private final class Nothing extends ForwardingMemoryStore {
        Nothing() {
            super(file);
        }

        @Override
        public Optional<Memory> retrieve(Namespace namespace, UUID id) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Call {
        Object of(Namespace namespace, UUID id);
    }

    private void time(String name, Call call) {
        UUID id = ids.getFirst();
        double best = Double.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 12; round++) {
            int times = 200_000;
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sum += call.of(ANN, id).hashCode();
            }
            best = Math.min(best, (System.nanoTime() - begin) / (double) times);
        }
        assertThat(sum).as("so that no call is left out").isNotEqualTo(Long.MIN_VALUE);
        System.out.printf(Locale.ROOT, "%-58s %.0f ns%n", name, best);
    }

    /// The file, which is closed by others.
    private static final class Kept extends ForwardingMemoryStore {
        Kept(MemoryStore store) {
            super(store);
        }

        @Override
        public Optional<Memory> retrieve(Namespace namespace, UUID id) {
            return inner().retrieve(namespace, id);
        }

        @Override
        public void close() {
            // the file stays open
        }
    }

    private static MemoryStore measured(MemoryStore store, SearchPlans plans, MetricsOptions options) {
        Budgets budgets = Budgets.defaults();
        return StoreMetrics.of(store, options.budgets(budgets).plans(plans).telling(new OperationLog(budgets)))
                .store();
    }

    /// One of two stores, as the switch says.
    private final class Either extends ForwardingMemoryStore {
        private final MemoryStore other;

        Either(MemoryStore off, MemoryStore other) {
            super(off);
            this.other = other;
        }

        private MemoryStore chosen() {
            return on ? other : inner();
        }

        @Override
        public Optional<Memory> retrieve(Namespace namespace, UUID id) {
            return chosen().retrieve(namespace, id);
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> wanted) {
            return chosen().retrieveBatch(namespace, wanted);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            return chosen().search(namespace, request);
        }

        @Override
        public Page listPaginated(Namespace namespace, PageRequest request) {
            return chosen().listPaginated(namespace, request);
        }
    }

    @FunctionalInterface
    private interface Requests {
        byte[] of(int number);
    }

    private byte[] get(int number) {
        UUID id = ids.get((int) (number * 7919L % MEMORIES));
        return ("GET /v1/memories/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    private byte[] search(int number) {
        byte[] body =
                ("{\"query\":\"which tea does Ann like on day " + number % 50 + "?\",\"limit\":10}").getBytes(UTF_8);
        return ("POST /v1/memories/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, UTF_8))
                .getBytes(UTF_8);
    }

    private byte[] list(int number) {
        return ("GET /v1/memories?limit=" + (50 + number % 10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private void compare(String name, MemoryStore other, RequestTracing tracing, Requests requests) {
        RequestTracing switched = (method, route, header) -> on ? tracing.begin(method, route, header) : _ -> {};
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "none"), folder, folder))
                .settings();
        try (var server = JameyServer.start(settings, StoreMetrics.of(new Either(file, other)), switched, _ -> {});
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            long end = System.nanoTime() + WARM_UP_NANOS;
            while (System.nanoTime() < end) {
                slice(socket, in, requests, false);
                slice(socket, in, requests, true);
            }
            report(name, blocks(socket, in, requests));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The time of one request, off and on, in nanoseconds.
    private record Block(double off, double on) {}

    private List<Block> blocks(Socket socket, InputStream in, Requests requests) throws IOException {
        var blocks = new ArrayList<Block>();
        long end = System.nanoTime() + Integer.getInteger("jamey.overhead") * 1_000_000_000L;
        while (System.nanoTime() < end) {
            double first = slice(socket, in, requests, false);
            double onTimes = slice(socket, in, requests, true) + slice(socket, in, requests, true);
            blocks.add(new Block((first + slice(socket, in, requests, false)) / 2, onTimes / 2));
        }
        return blocks;
    }

    /// The median of its requests, in nanoseconds.
    private double slice(Socket socket, InputStream in, Requests requests, boolean switchedOn) throws IOException {
        on = switchedOn;
        long[] nanos = new long[SLICE];
        for (int i = 0; i < SLICE; i++) {
            byte[] request = requests.of(i);
            long begin = System.nanoTime();
            socket.getOutputStream().write(request);
            answer(in);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[SLICE / 2];
    }

    private static void answer(InputStream in) throws IOException {
        int length = -1;
        boolean first = true;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (first) {
                assertThat(line).startsWith("HTTP/1.1 200");
                first = false;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(length).isNotNegative();
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    private static void report(String name, List<Block> blocks) {
        double[] ratios = ratios(blocks);
        Interval interval = SignedRank.interval(0.99, ratios);
        double[] off = blocks.stream().mapToDouble(Block::off).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-58s off %.1f us, on %+.2f %% [%+.2f, %+.2f], %d blocks%n",
                name,
                off[off.length / 2] / 1e3,
                percent(SignedRank.estimate(ratios)),
                percent(interval.low()),
                percent(interval.high()),
                blocks.size());
    }

    /// On to off; of neighbours together where there are more than can be ranked.
    private static double[] ratios(List<Block> blocks) {
        int together = blocks.size() / RATIOS_MAX + 1;
        return IntStream.range(0, blocks.size() / together)
                .mapToObj(i -> blocks.subList(i * together, (i + 1) * together))
                .mapToDouble(some -> some.stream().mapToDouble(Block::on).sum()
                        / some.stream().mapToDouble(Block::off).sum())
                .toArray();
    }

    private static double percent(double ratio) {
        return (ratio - 1) * 100;
    }
}
