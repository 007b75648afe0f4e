package io.jamey.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.statistics.SignedRank;
import io.jamey.cli.SwitchedServer.Slice;
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
import io.jamey.server.access.Quota;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.TraceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures what a caller over HTTP pays for what can be switched on: a [SwitchedServer] whose switch is turned between
/// slices of requests, off on on off and on off off on in turn, so that both sides see the same machine. Figures are
/// the centre of the ratios of such blocks, with an interval (signed ranks, 99 %).
///
/// "Off" is a server that measures its store once, as each does; "on" does all of it a second time, and the rest.
///
/// `-Djamey.overhead=20` takes so many seconds for each.
@EnabledIfSystemProperty(named = "jamey.overhead", matches = "\\d+")
class OverheadCampaignTest {
    private static final Namespace ANN = Namespace.of("default");
    private static final int MEMORIES = 2_000;
    private static final int RATIOS_MAX = 200;
    private static final double CONFIDENCE = 0.99;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final long CACHE = 64 << 20;
    private static final RequestTracing NO_TRACING = (_, _, _) -> _ -> {};

    @TempDir
    private Path folder;

    private EmbeddedMemoryStore file;
    private final List<UUID> ids = new ArrayList<>();

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
    void parts() {
        var plans = new SearchPlans();
        var measured = measured(new ExplainingMemoryStore(file, plans), plans, MetricsOptions.defaults());
        compare("retrieve: metrics, slow operations", measured, NO_TRACING, this::get);
        compare("retrieve: trace ids in the log", file, RequestTracing.inLog(), this::get);
        compare("search: metrics, slow operations", measured, NO_TRACING, this::search);
        compare("search: plans", new ExplainingMemoryStore(file, plans), NO_TRACING, this::search);
    }

    /// As `jamey serve` serves it: metrics, slow operations and their plans, a log that names traces.
    @Test
    void everything() {
        try (var traces = TraceExport.start(new TraceSettings(Optional.empty(), 100, false, Optional.empty()))) {
            everything("everything", traces);
        }
    }

    @Test
    void everythingAndTraces() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        var address = Optional.of(
                URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces"));
        for (int percent : new int[] {0, 1, 100}) {
            try (var traces = TraceExport.start(new TraceSettings(address, percent, false, Optional.empty()))) {
                everything("everything, " + percent + " % of the traces sent", traces);
            }
        }
        collector.stop(0);
    }

    private void everything(String name, TraceExport traces) {
        var plans = new SearchPlans();
        MemoryStore measured = measured(
                traces.over(new ExplainingMemoryStore(file, plans), plans),
                plans,
                MetricsOptions.defaults().traces(traces.places()));
        compare("retrieve: " + name, measured, traces.requests(), this::get);
        compare("search: " + name, measured, traces.requests(), this::search);
    }

    @Test
    void cache() {
        try (var stack = StoreStack.over(
                new Kept(file),
                new Layers(new EmbedderSettings.None(), Quota.unlimited(), CacheSettings.inProcess(CACHE)))) {
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

    private void compare(String name, MemoryStore other, RequestTracing tracing, IntFunction<byte[]> requests) {
        try (var server = new SwitchedServer(file, other, tracing, requests, folder)) {
            long end = System.nanoTime() + WARM_UP_NANOS;
            while (System.nanoTime() < end) {
                block(server, false);
            }
            report(name, blocks(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Slices off and on, side by side.
    private record Block(List<Slice> off, List<Slice> on) {
        static Block together(List<Block> blocks) {
            return new Block(
                    blocks.stream().flatMap(block -> block.off.stream()).toList(),
                    blocks.stream().flatMap(block -> block.on.stream()).toList());
        }

        double ratio(ToDoubleFunction<Slice> figure) {
            return mean(on, figure) / mean(off, figure);
        }
    }

    private static double mean(List<Slice> slices, ToDoubleFunction<Slice> figure) {
        return slices.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static List<Block> blocks(SwitchedServer server) throws IOException {
        var blocks = new ArrayList<Block>();
        long end = System.nanoTime() + Integer.getInteger("jamey.overhead") * 1_000_000_000L;
        while (System.nanoTime() < end) {
            blocks.add(block(server, blocks.size() % 2 == 1));
        }
        return blocks;
    }

    /// @param first whether it is on first, and last
    private static Block block(SwitchedServer server, boolean first) throws IOException {
        Slice begin = server.ask(first);
        List<Slice> middle = List.of(server.ask(!first), server.ask(!first));
        List<Slice> ends = List.of(begin, server.ask(first));
        return first ? new Block(middle, ends) : new Block(ends, middle);
    }

    private static void report(String name, List<Block> blocks) {
        Block all = Block.together(blocks);
        System.out.printf(
                Locale.ROOT,
                "%-44s waits %6.1f us %s, processor %6.1f us %s, allocates %6.0f B %+5.0f, %d blocks%n",
                name,
                mean(all.off, Slice::wallNanos) / 1e3,
                change(blocks, Slice::wallNanos),
                mean(all.off, Slice::cpuNanos) / 1e3,
                change(blocks, Slice::cpuNanos),
                mean(all.off, Slice::bytes),
                mean(all.on, Slice::bytes) - mean(all.off, Slice::bytes),
                blocks.size());
    }

    private static String change(List<Block> blocks, ToDoubleFunction<Slice> figure) {
        double[] ratios = ratios(blocks, figure);
        Interval interval = SignedRank.interval(CONFIDENCE, ratios);
        return String.format(
                Locale.ROOT,
                "%+.2f %% [%+.2f, %+.2f]",
                percent(SignedRank.estimate(ratios)),
                percent(interval.low()),
                percent(interval.high()));
    }

    /// On to off; of neighbours together where there are more than can be ranked.
    private static double[] ratios(List<Block> blocks, ToDoubleFunction<Slice> figure) {
        int together = blocks.size() / RATIOS_MAX + 1;
        return IntStream.range(0, blocks.size() / together)
                .mapToObj(i -> Block.together(blocks.subList(i * together, (i + 1) * together)))
                .mapToDouble(block -> block.ratio(figure))
                .toArray();
    }

    private static double percent(double ratio) {
        return (ratio - 1) * 100;
    }
}
