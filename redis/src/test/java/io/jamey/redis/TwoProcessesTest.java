package io.jamey.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Two real processes with one store: no process reads anything older than what it has written itself, and what the
/// other has written it reads soon. `-Djamey.redis.campaign=60` goes on for 60 seconds, and asks how soon.
class TwoProcessesTest {
    private static final int CAMPAIGN = Integer.getInteger("jamey.redis.campaign", 0);
    /// What is promised, in milliseconds; and what no machine is too slow for, well below any lifetime.
    private static final long BOUND = CAMPAIGN > 0 ? 200 : 10_000;

    /// A machine that does much else may take longer than what users wait.
    private static final Duration PATIENCE = CAMPAIGN > 0 ? Duration.ofMillis(50) : Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final String prefix = "test-" + UUID.randomUUID();

    @Test
    void readNothingOldOfTheirOwnAndTheOthersWritesSoon(TestReporter reporter) throws Exception {
        for (Map<String, Long> outcome : run(Math.max(1, CAMPAIGN), reporter)) {
            assertThat(outcome.get("own")).as("own writes not seen").isZero();
            assertThat(outcome.get("p999")).as("milliseconds behind the other").isLessThanOrEqualTo(BOUND);
            assertThat(outcome.get("hits")).isPositive();
        }
    }

    @Test
    void theJudgeCatchesACacheThatIsNotToldOfTheOther(TestReporter reporter) throws Exception {
        long behind = run(1, reporter, "deaf").stream()
                .mapToLong(outcome -> outcome.get("worst"))
                .max()
                .orElseThrow();
        assertThat(behind).isGreaterThan(50);
    }

    private List<Map<String, Long>> run(int seconds, TestReporter reporter, String... more)
            throws IOException, InterruptedException {
        long seed = Long.getLong("jamey.seed", RandomGenerator.getDefault().nextLong());
        reporter.publishEntry("jamey.seed", Long.toString(seed));
        var children = new ArrayList<Process>();
        try {
            for (int i = 0; i < 2; i++) {
                children.add(start(seconds, seed + i, more));
            }
            for (Process child : children) {
                assertThat(line(child)).isEqualTo("ready");
            }
            for (Process child : children) {
                child.getOutputStream().write('\n');
                child.getOutputStream().flush();
            }
            var outcomes = new ArrayList<Map<String, Long>>();
            for (Process child : children) {
                String said = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
                assertThat(child.waitFor()).as(said).isZero();
                reporter.publishEntry("outcome", said);
                outcomes.add(numbers(said.lines().toList().getLast()));
            }
            return outcomes;
        } finally {
            children.forEach(Process::destroyForcibly);
        }
    }

    private static String line(Process child) throws IOException {
        var line = new StringBuilder();
        for (int c = child.getInputStream().read();
                c >= 0 && c != '\n';
                c = child.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private Process start(int seconds, long seed, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CoherenceChild.class.getName(),
                RedisServer.url(),
                prefix,
                folder.resolve("store").toString(),
                Integer.toString(seconds),
                Long.toString(seed),
                PATIENCE.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Map<String, Long> numbers(String line) {
        var numbers = new HashMap<String, Long>();
        var words = new Scanner(line);
        while (words.hasNext()) {
            numbers.put(words.next(), words.nextLong());
        }
        return numbers;
    }
}
