package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import io.jamey.server.http.HttpLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Far more requests than a server can do.
class OverloadTest {
    @TempDir
    private Path folder;

    private static final Duration CAPACITY_TIME = Duration.ofSeconds(15);
    /// Of the model that ships with Jamey.
    private static final int DIMENSION = 384;
    private static final int WARM_UPS_MAX = 10;
    /// Until the way of a refusal is compiled, too.
    private static final Duration FLOOD_WARM_UP = Duration.ofSeconds(30);
    /// What is less is no more than chance.
    private static final double FASTER = 1.03;

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());

    /// Knows how many calls were in it at once, at most.
    private static final class Counted extends ForwardingMemoryStore {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger stored = new AtomicInteger();

        Counted(MemoryStore inner) {
            super(inner);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                return super.search(namespace, request);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            stored.addAndGet(memories.size());
            return super.storeAll(namespace, memories);
        }
    }

    @Test
    @Timeout(60)
    void everyAnswerIsRightOrARefusalThatSaysWhenToComeAgain() throws Exception {
        System.out.println("repeat with -Djamey.seed=" + seed);
        int atOnce = 2;
        var mix = new Mix(64, seed);
        var options = ServerOptions.defaults()
                .port(0)
                .limits(HttpLimits.defaults().working(atOnce).arrival(Duration.ofSeconds(1)));
        try (var store = new Counted(EmbeddedMemoryStore.open(folder.resolve("memory.db")))) {
            mix.fill(store, 300);
            List<byte[]> requests = mix.requests(store);
            long before = store.stored.get();
            var acknowledged = new AtomicInteger();
            try (var server = JameyServer.start(options, store);
                    var _ = new BadClients(server.uri().getPort(), 5, 50);
                    var generator = new Generator(server.uri().getPort(), 64, requests, seed)) {
                generator.hear((request, answer) -> {
                    if (answer.status() / 100 == 2) {
                        assertThat(answer.text()).contains(expected(requests.get(request)));
                        acknowledged.addAndGet(answer.status() == 201 ? 1 : 0);
                    }
                });
                Tally tally = generator.closed(64, Duration.ofSeconds(1));

                assertThat(tally.wrong()).isEmpty();
                assertThat(tally.done().number()).isPositive();
                assertThat(tally.refused().number()).isPositive();
                assertThat(tally.health().number()).isPositive();
                assertThat(tally.done().number() + tally.refused().number()).isEqualTo(tally.sentRequests());
            }
            assertThat(store.most).hasValueLessThanOrEqualTo(atOnce);
            assertThat(store.stored.get() - before).isEqualTo(acknowledged.get());
            assertThat(store.count(Mix.NAMESPACE, Filter.everything())).isEqualTo(300 + acknowledged.get());
        }
    }

    /// What only the right kind of answer has.
    private static String expected(byte[] request) {
        String line = new String(request, 0, 30, ISO_8859_1);
        return line.startsWith("POST /v1/memories/search")
                ? "{\"matches\":[{\"id\":"
                : line.startsWith("GET") ? "200 OK" : "\"version\":1";
    }

    /// At ten times what it can do, with the server on one core and those who ask on the other. Mostly searches
    /// by text are sent, which the server embeds as it does when it is told nothing. Each that is done comes with
    /// nine that are refused, of some 70 us each: of look-ups, which take hardly more, neither could ten times as
    /// many be sent, nor would much be left for those that are done.
    @Test
    @EnabledIfSystemProperty(named = "jamey.overload", matches = "true")
    @Timeout(600)
    void atTenTimesItsCapacityItDoesAsMuchAsAlways() throws Exception {
        assumeTrue(
                Runtime.getRuntime().availableProcessors() >= 2 && Files.exists(Path.of("/usr/bin/taskset")),
                "needs two cores, and taskset");
        System.out.println("repeat with -Djamey.seed=" + seed);
        Path file = folder.resolve("memory.db");
        var mix = new Mix(DIMENSION, seed);
        List<byte[]> requests;
        try (var store = EmbeddedMemoryStore.open(file)) {
            mix.fill(store, 10_000);
            requests = mix.textRequests(store);
        }
        pinThisProcess("1");
        try (ServerProcess server =
                ServerProcess.start(file, List.of("taskset", "-c", "0"), options(), ServedStore.EMBEDS)) {
            URI address = server.awaitReady();
            try (var generator = new Generator(address.getPort(), 768, requests, seed)) {
                overload(server, address, generator);
            }
        }
    }

    /// A small heap, and the collector `jamey serve` has, unless others are to be tried.
    private static List<String> options() {
        var options = new ArrayList<>(
                List.of("--add-modules=jdk.incubator.vector", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(List.of(
                System.getProperty("jamey.overload.options", "-XX:+UseSerialGC").split(" ")));
        return options;
    }

    private static void overload(ServerProcess server, URI address, Generator generator) throws Exception {
        var seconds = Duration.ofSeconds(Integer.getInteger("jamey.overload.seconds", 60));
        warmUp(generator);
        double before = say("closed loop", generator.closed(32, CAPACITY_TIME), CAPACITY_TIME);
        double factor = Double.parseDouble(System.getProperty("jamey.overload.factor", "10"));
        say("warm-up", generator.open(factor * before, FLOOD_WARM_UP), FLOOD_WARM_UP);
        Tally flood;
        // They come slowly, for what is done for those who never read it is not counted.
        try (var _ = new BadClients(address.getPort(), 10, 5_000)) {
            flood = generator.open(factor * before, seconds);
        }
        double goodput = say("open loop", flood, seconds);
        double afterwards = say("closed loop", generator.closed(32, CAPACITY_TIME), CAPACITY_TIME);
        // Whatever else the machine does, it does before and after, too.
        double capacity = (before + afterwards) / 2;
        System.out.println(status(address));
        System.out.printf(
                Locale.ROOT,
                "capacity %.0f/s, afterwards %.0f/s, goodput %.0f/s (%.0f %%), resident %s%n",
                before,
                afterwards,
                goodput,
                100 * goodput / capacity,
                resident(server.pid()));
        assertThat(server.isAlive()).as("it did not run out of memory").isTrue();
        assertThat(flood.wrong()).isEmpty();
        assertThat(flood.sentRequests()).isGreaterThan((long) (0.95 * factor * before * seconds.toSeconds()));
        assertThat(goodput).isGreaterThanOrEqualTo(0.9 * capacity);
        assertThat(flood.health().maxMillis()).isLessThanOrEqualTo(100);
        assertThat(flood.refused().millis(99)).isLessThanOrEqualTo(10);
    }

    /// Until it does no more than it did: on one core the optimising compiler works beside the requests for a minute.
    private static void warmUp(Generator generator) throws IOException {
        double last = 0;
        for (int i = 0; i < WARM_UPS_MAX; i++) {
            double now = say("warm-up", generator.closed(32, CAPACITY_TIME), CAPACITY_TIME);
            if (now < FASTER * last) {
                return;
            }
            last = now;
        }
    }

    /// Says it, and what was done in a second.
    private static double say(String what, Tally tally, Duration time) {
        double perSecond = (double) tally.done().number() / time.toSeconds();
        System.out.printf(
                Locale.ROOT,
                "%s: sent %.0f/s, done %.0f/s (%s), refused %.0f/s (%s), health (%s) %s%n",
                what,
                (double) tally.sentRequests() / time.toSeconds(),
                perSecond,
                tally.done(),
                (double) tally.refused().number() / time.toSeconds(),
                tally.refused(),
                tally.health(),
                tally.wrong());
        return perSecond;
    }

    /// How hard its searches try, among other things: it decides what the server can do.
    private static String status(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address.resolve("/v1/status"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .toList()
                .toString();
    }

    private static void pinThisProcess(String core) throws Exception {
        Process taskset = new ProcessBuilder(
                        "taskset",
                        "-a",
                        "-p",
                        "-c",
                        core,
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), UTF_8);
        assertThat(taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0)
                .as(said)
                .isTrue();
    }
}
