package io.jamey.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PerformanceMetricsTest {
    private final LogLines log = new LogLines(Level.INFO);
    private final PerformanceMetrics metrics = new PerformanceMetrics(log);

    @Test
    void summariesAreWrittenToTheLog() {
        for (int millis = 1; millis <= 100; millis++) {
            metrics.record("search", Duration.ofMillis(millis));
        }
        metrics.record("delete", 500_000);

        metrics.logSummary("search");
        metrics.logSummary("update");
        metrics.logSummary();

        String search = "INFO search: count 100, min 1.000 ms, mean 50.500 ms, p50 50.000 ms, p95 95.000 ms,"
                + " p99 99.167 ms, max 100.000 ms";
        String delete = "INFO delete: count 1, min 0.500 ms, mean 0.500 ms, p50 0.500 ms, p95 0.500 ms,"
                + " p99 0.500 ms, max 0.500 ms";
        assertThat(log.lines()).containsExactly(search, "INFO update: nothing was recorded", delete, search);
    }

    @Test
    void namesAreBounded() {
        for (int i = 0; i < 2 * PerformanceMetrics.NAMES_MAX; i++) {
            metrics.record("operation " + i, 1_000);
        }

        assertThat(metrics.operations()).hasSize(PerformanceMetrics.NAMES_MAX + 1);
        assertThat(metrics.summary(PerformanceMetrics.OTHERS).orElseThrow().count())
                .isEqualTo(PerformanceMetrics.NAMES_MAX);
    }

    @Test
    void whatWasNeverRecordedHasNoSummary() {
        assertThat(metrics.summary("search")).isEmpty();
    }
}
