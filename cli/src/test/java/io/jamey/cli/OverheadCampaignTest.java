package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.statistics.SignedRank;
import io.jamey.cli.ServersJvm.Slice;
import io.jamey.embedded.EmbeddedMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures what all that `jamey serve` observes costs a request over HTTP: [TwoServers] are asked in turn, a slice of
/// requests at a time, so that both see the same machine; and in several JVMs, since no two compile the same code
/// alike. A JVM gives one ratio, the median of those of its blocks; figures are the centres of the JVMs' ratios, with
/// intervals (signed ranks, 95 %). What goes on without requests, such as judging alerts, is not in them.
///
/// `-Djamey.overhead=8` takes so many seconds for each JVM and each kind of request: five minutes.
@EnabledIfSystemProperty(named = "jamey.overhead", matches = "\\d+")
class OverheadCampaignTest {
    private static final int JVMS = 10;
    private static final double CONFIDENCE = 0.95;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final long NANOS = Integer.getInteger("jamey.overhead", 0) * 1_000_000_000L;

    @TempDir
    private Path folder;

    private Path file;
    private SentRequests requests;

    /// What a request takes in one JVM.
    ///
    /// @param wall for its caller, in nanoseconds, on the server that observes least
    /// @param wallRatio of the other server's to that
    /// @param cpu of the process
    private record Figures(double wall, double wallRatio, double cpu, double cpuRatio) {}

    @BeforeEach
    void fill() {
        file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            requests = SentRequests.fill(store);
        }
    }

    @Test
    void everything() throws IOException {
        compare("everything", List.of());
    }

    @Test
    void everythingAndAllTraces() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        compare("everything and all traces", List.of(address));
        collector.stop(0);
    }

    private void compare(String name, List<String> options) throws IOException {
        Map<String, IntFunction<byte[]>> kinds = Map.of("retrieve", requests::get, "search", requests::search);
        var measured = new LinkedHashMap<String, List<Figures>>();
        for (int jvm = 0; jvm < JVMS; jvm++) {
            Path home = Files.createDirectory(folder.resolve("jvm" + jvm));
            Files.copy(file, home.resolve(file.getFileName()));
            try (var servers = new ServersJvm(home, options)) {
                for (var kind : kinds.entrySet()) {
                    run(WARM_UP_NANOS, servers, kind.getValue());
                    measured.computeIfAbsent(kind.getKey(), _ -> new ArrayList<>())
                            .add(run(NANOS, servers, kind.getValue()));
                }
            }
        }
        measured.forEach((kind, figures) -> report(kind + ": " + name, figures));
        assertThat(measured).hasSameSizeAs(kinds);
    }

    /// In blocks of four slices, either server first in turn.
    private static Figures run(long nanos, ServersJvm servers, IntFunction<byte[]> sent) throws IOException {
        var wall = new ArrayList<Double>();
        var wallRatios = new ArrayList<Double>();
        var cpu = new ArrayList<Double>();
        var cpuRatios = new ArrayList<Double>();
        long end = System.nanoTime() + nanos;
        for (int block = 0; System.nanoTime() < end; block++) {
            int pair = block / 2;
            boolean first = block % 2 == 1;
            Slice begin = servers.ask(pair, first, sent);
            Slice middle = mean(servers.ask(pair, !first, sent), servers.ask(pair, !first, sent));
            Slice ends = mean(begin, servers.ask(pair, first, sent));
            Slice bare = first ? middle : ends;
            Slice full = first ? ends : middle;
            wall.add(bare.wall());
            wallRatios.add(full.wall() / bare.wall());
            cpu.add(bare.cpu());
            cpuRatios.add(full.cpu() / bare.cpu());
        }
        return new Figures(median(wall), median(wallRatios), median(cpu), median(cpuRatios));
    }

    private static Slice mean(Slice one, Slice other) {
        return new Slice((one.wall() + other.wall()) / 2, (one.cpu() + other.cpu()) / 2);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void report(String name, List<Figures> jvms) {
        System.out.printf(
                Locale.ROOT,
                "%-40s waits %6.1f us %s, processor %6.1f us %s, %d JVMs%n",
                name,
                centre(jvms, Figures::wall) / 1e3,
                change(jvms, Figures::wallRatio),
                centre(jvms, Figures::cpu) / 1e3,
                change(jvms, Figures::cpuRatio),
                jvms.size());
    }

    private static double centre(List<Figures> jvms, ToDoubleFunction<Figures> figure) {
        return SignedRank.estimate(jvms.stream().mapToDouble(figure).toArray());
    }

    private static String change(List<Figures> jvms, ToDoubleFunction<Figures> ratio) {
        Interval interval =
                SignedRank.interval(CONFIDENCE, jvms.stream().mapToDouble(ratio).toArray());
        return String.format(
                Locale.ROOT,
                "%+.2f %% [%+.2f, %+.2f]",
                percent(centre(jvms, ratio)),
                percent(interval.low()),
                percent(interval.high()));
    }

    private static double percent(double ratio) {
        return (ratio - 1) * 100;
    }
}
