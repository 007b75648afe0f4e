package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jamey.Namespace;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.dataset.DataShape;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures how soon `jamey serve` answers and what it holds, by the flags of its JVM, in turns: what the launcher's
/// flags were chosen by.
@EnabledIfSystemProperty(named = "jamey.starts", matches = "\\d+")
class ServeStartCampaignTest {
    private static final int MEMORIES = 10_000;
    private static final int SEARCHES = 1_000;
    /// The last ones are timed.
    private static final int TIMED = 200;

    private static final double MILLISECOND = 1e6;

    /// What the launcher has built: jars, for a cache of classes does not know folders.
    private static final Path LAUNCHER = Path.of("target/jamey").toAbsolutePath();

    @TempDir
    private Path folder;

    /// One start: until it answers and until it has searched, what a search takes then, in ms; what it holds, in MB.
    private record Start(double answers, double searched, double search, double resident) {}

    @Test
    void whatTheFlagsOfTheJvmDo() throws Exception {
        assumeTrue(Files.exists(LAUNCHER.resolve("jamey.aot")), "run ./jamey help first, which builds it");
        Path file = folder.resolve("memory.db");
        List<String> questions = fill(file);
        var flags = new LinkedHashMap<String, List<String>>();
        String cache = "-XX:AOTCache=" + LAUNCHER.resolve("jamey.aot");
        flags.put("serial", List.of("-XX:+UseSerialGC"));
        flags.put("serial, AOT cache (the launcher's)", List.of("-XX:+UseSerialGC", cache));
        flags.put("serial, compact headers", List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"));
        flags.put("G1", List.of("-XX:+UseG1GC"));
        flags.put("ZGC", List.of("-XX:+UseZGC"));
        var starts = new LinkedHashMap<String, List<Start>>();
        for (int round = 0; round < Integer.getInteger("jamey.starts"); round++) {
            for (Map.Entry<String, List<String>> each : flags.entrySet()) {
                Start start = start(each.getValue(), file, questions);
                System.out.println(each.getKey() + " " + start);
                starts.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(start);
            }
        }
        starts.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-34s answers %.0f ms (%.0f to %.0f), has searched %.0f ms, holds %.0f MB, search %.2f ms%n",
                name,
                median(all.stream().mapToDouble(Start::answers).toArray()),
                all.stream().mapToDouble(Start::answers).min().orElseThrow(),
                all.stream().mapToDouble(Start::answers).max().orElseThrow(),
                median(all.stream().mapToDouble(Start::searched).toArray()),
                median(all.stream().mapToDouble(Start::resident).toArray()),
                median(all.stream().mapToDouble(Start::search).toArray())));
        assertThat(starts).hasSameSizeAs(flags);
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    /// Returns searches by text and embedding.
    private static List<String> fill(Path file) {
        DataShape shape = new DataShape(MEMORIES, 1536, 42, false, 1);
        SampleMemories memories = shape.memories();
        try (var store = EmbeddedMemoryStore.open(file)) {
            for (long from = 0; from < MEMORIES; from += 500) {
                store.storeAll(
                        Namespace.of("default"),
                        LongStream.range(from, from + 500)
                                .mapToObj(memories::row)
                                .toList());
            }
        }
        return LongStream.range(0, 100)
                .mapToObj(number -> Json.write(Map.of(
                        "query",
                        memories.questionText(number, MEMORIES),
                        "embedding",
                        base64(memories.vectors().question(number, MEMORIES)))))
                .toList();
    }

    private static String base64(float[] components) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * components.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(components);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private List<String> command(List<String> flags, String... arguments) throws IOException {
        return Stream.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Duser.home=" + folder,
                                "-Xlog:disable"),
                        flags,
                        List.of("-cp", Files.readString(LAUNCHER.resolve("classpath")), Main.class.getName()),
                        List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }

    private Start start(List<String> flags, Path file, List<String> questions) throws Exception {
        long begin = System.nanoTime();
        Process server = new ProcessBuilder(command(
                        flags,
                        "serve",
                        "--port",
                        "0",
                        "--metrics-port",
                        "0",
                        "--embedder",
                        "none",
                        "--store",
                        file.toString()))
                .redirectError(folder.resolve("serve.txt").toFile())
                .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String api = api(server.inputReader(UTF_8));
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(api).resolve("/livez"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            double answers = (System.nanoTime() - begin) / MILLISECOND;
            var search = URI.create(api + "/memories/search");
            double[] times = new double[SEARCHES];
            double searched = 0;
            for (int i = 0; i < SEARCHES; i++) {
                long asked = System.nanoTime();
                var request = HttpRequest.newBuilder(search)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(questions.get(i % questions.size())))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
                times[i] = (System.nanoTime() - asked) / MILLISECOND;
                searched = i == 0 ? (System.nanoTime() - begin) / MILLISECOND : searched;
            }
            double[] last = Arrays.copyOfRange(times, SEARCHES - TIMED, SEARCHES);
            return new Start(answers, searched, median(last), resident(server.pid()));
        } finally {
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
        }
    }

    private static String api(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("api ")) {
                return line.substring("api ".length()).strip();
            }
        }
        throw new IllegalStateException("the server did not start");
    }

    /// In MB, as Linux counts it.
    private static double resident(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            String line =
                    lines.filter(each -> each.startsWith("VmRSS")).findFirst().orElseThrow();
            return Double.parseDouble(line.replaceAll("\\D", "")) / 1e3;
        }
    }
}
