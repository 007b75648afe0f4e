package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.SearchPlan;
import io.jamey.performance.Budgets;
import io.jamey.performance.CurrentTrace;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class OperationLogTest {
    private static final long MILLISECOND = 1_000_000;

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final OperationLog log =
            new OperationLog(Budgets.defaults().with(Operation.SEARCH, Duration.ofMillis(50)), clock::get);

    private List<Map<String, Object>> lines(Level level, Runnable work) throws IOException {
        Path file = folder.resolve("jamey.log");
        try (var _ = SecureLogging.start(LogOptions.defaults()
                .level(level)
                .format(LogOptions.Format.JSON)
                .file(new LogOptions.LogFile(file)))) {
            work.run();
        }
        return Files.readAllLines(file).stream().map(RecordedLog::parsed).toList();
    }

    private void search(long milliseconds) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("scanned", 10_000L);
        counts.put("rescored", 40L);
        log.finished(
                Operation.SEARCH,
                Outcome.OK,
                milliseconds * MILLISECOND,
                10,
                new SearchPlan("prefixes+words", counts, Duration.ofMillis(milliseconds - 1)));
    }

    @Test
    void aSlowSearchIsToldOfWithItsPlanAndItsTrace() throws IOException {
        List<Map<String, Object>> lines = lines(Level.INFO, () -> {
            search(49);
            CurrentTrace.run(() -> "4bf92f3577b34da6a3ce929d0e0e4736", () -> search(120));
        });

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().get("level")).isEqualTo("WARN");
        assertThat(lines.getFirst().get("message")).isEqualTo("slow: search took 120.0 ms");
        assertThat(lines.getFirst().get("trace_id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(lines.getFirst().get("fields"))
                .isEqualTo(Map.of(
                        "budget_ms",
                        50.0,
                        "operation",
                        "search",
                        "took_ms",
                        120.0,
                        "outcome",
                        "ok",
                        "memories",
                        10L,
                        "strategy",
                        "prefixes+words",
                        "store_ms",
                        119.0,
                        "scanned",
                        10_000L,
                        "rescored",
                        40L));
    }

    @Test
    void otherOperationsAreToldOfWhoeverWantsToKnow() throws IOException {
        List<Map<String, Object>> lines = lines(Level.DEBUG, () -> {
            search(49);
            log.finished(Operation.STORE_BATCH, Outcome.FULL, 5_000 * MILLISECOND, 0, null);
        });

        assertThat(lines)
                .extracting(line -> line.get("message"))
                .containsExactly("search took 49.0 ms", "store_batch took 5000.0 ms");
        assertThat(lines).extracting(line -> line.get("level")).containsOnly("DEBUG");
    }

    @Test
    void whenEverythingIsSlowTheLogSaysSoWithoutDrowning() throws IOException {
        List<Map<String, Object>> lines = lines(Level.INFO, () -> {
            for (int i = 0; i < 100; i++) {
                search(120);
            }
            clock.addAndGet(1_000 * MILLISECOND);
            search(121);
            search(122);
        });

        assertThat(lines).hasSize(12);
        assertThat(((Map<?, ?>) Objects.requireNonNull(lines.get(10).get("fields"))).get("left_out"))
                .isEqualTo(90L);
        assertThat(((Map<?, ?>) Objects.requireNonNull(lines.get(11).get("fields"))).containsKey("left_out"))
                .isFalse();
    }
}
