package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
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
import java.io.IOException;
import java.io.UncheckedIOException;
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

/// Measures what a caller over HTTP pays for each part that can be switched on: a [SwitchedServer] whose switch is
/// turned between slices of requests, off on on off and on off off on in turn, so that both sides see the same
/// machine. Figures are the centre of the ratios of such blocks, with an interval (signed ranks, 99 %).
///
/// How its one JVM has compiled what both sides share weighs more than some parts do, and differs from run to run:
/// for the whole, see [OverheadCampaignTest].
///
/// `-Djamey.overhead=20` takes so many seconds for each; with
/// `-Djamey.test.jvm=--add-modules=jdk.incubator.vector`, or the JVM is that of quick tests.
@EnabledIfSystemProperty(named = "jamey.overhead", matches = "\\d+")
class OverheadPartsTest {
    private static final int RATIOS_MAX = 200;
    private static final double CONFIDENCE = 0.99;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final long CACHE = 64 << 20;
    private static final RequestTracing NO_TRACING = TwoServers::untraced;

    @TempDir
    private Path folder;

    private EmbeddedMemoryStore file;
    private SentRequests requests;

    @BeforeEach
    void fill() {
        file = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
        requests = SentRequests.fill(file);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void nothing() {
        compare("retrieve: nothing at all", file, NO_TRACING, requests::get);
    }

    @Test
    void parts() {
        var plans = new SearchPlans();
        var measured = measured(new ExplainingMemoryStore(file, plans), plans, MetricsOptions.defaults());
        compare("retrieve: metrics, slow operations", measured, NO_TRACING, requests::get);
        compare("retrieve: trace ids in the log", file, RequestTracing.inLog(), requests::get);
        compare("search: metrics, slow operations", measured, NO_TRACING, requests::search);
        compare("search: plans", new ExplainingMemoryStore(file, plans), NO_TRACING, requests::search);
    }

    @Test
    void cache() {
        try (var stack = StoreStack.over(
                new Kept(file),
                new Layers(new EmbedderSettings.None(), Quota.unlimited(), CacheSettings.inProcess(CACHE)))) {
            compare("retrieve: a cache", stack.store(), NO_TRACING, requests::get);
            compare("search: a cache", stack.store(), NO_TRACING, requests::search);
            compare("list: a cache", stack.store(), NO_TRACING, requests::list);
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
        UUID id = requests.ids().getFirst();
        double best = Double.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 12; round++) {
            int times = 200_000;
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sum += call.of(SentRequests.NAMESPACE, id).hashCode();
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

    private void compare(String name, MemoryStore other, RequestTracing tracing, IntFunction<byte[]> sent) {
        try (var server = new SwitchedServer(file, other, tracing, sent, folder)) {
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
