package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
    private static final int GARBAGE = 64 << 20;

    @Test
    void aCollectionShowsWhatIsReallyNeeded() throws InterruptedException {
        try (var process = new ProcessMetrics()) {
            assertThat(process.heapLive()).isPositive();
            byte[] garbage = new byte[GARBAGE];
            long full = process.heapUsed();
            assertThat(garbage).hasSize(GARBAGE);
            garbage = new byte[0];
            System.gc();

            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (process.heapLive() > full - GARBAGE / 2 && System.nanoTime() < end) {
                Thread.sleep(5); // it is told by another thread
            }
            assertThat(process.heapLive()).isLessThanOrEqualTo(full - GARBAGE / 2);
            assertThat(process.heapLive()).isLessThan(process.heapMax());
            assertThat(process.cpuNanos()).isPositive();
            assertThat(process.pauseMillis()).isNotNegative();
            assertThat(garbage).isEmpty();
        }
    }

    @Test
    void theProcessIsShownToo() {
        try (var process = new ProcessMetrics();
                var page = new PrometheusText(process, new Rejections())) {
            System.gc();

            assertThat(StoreMetricsTest.text(page, null))
                    .containsPattern("(?m)^jamey_process_memory_used_bytes [1-9]")
                    .containsPattern("(?m)^jamey_process_memory_limit_bytes [1-9]")
                    .containsPattern("(?m)^process_cpu_usage ")
                    .containsPattern("(?m)^jvm_memory_used_bytes\\{area=\"heap\"")
                    .contains("jamey_rejected_total{reason=\"overloaded\"} 0.0")
                    .doesNotContain("system_cpu_count")
                    .doesNotContain("_ns_total");
        }
    }
}
