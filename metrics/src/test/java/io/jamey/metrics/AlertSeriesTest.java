package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.metrics.alerts.Alerts;
import io.jamey.metrics.alerts.Sample;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A rule about a series that nobody has would never fire.
class AlertSeriesTest {
    @Test
    void everySeriesThatARuleReadsIsThere() {
        StoreMetrics metrics = StoreMetrics.of(
                new ReferenceMemoryStore(InstantSource.system()),
                MetricsOptions.defaults()
                        .budgets(Budgets.defaults().tightenedBy(Map.of(Operation.SEARCH, Duration.ofMillis(1))))
                        .dependencies(Dependencies.none().pool("postgres", () -> new PoolReading(1, 1, 2, 0, 0)))
                        .cache(() -> new CacheReading(1, 1, 1, 1, 1, 1, 1)));
        metrics.operations().finished(Operation.SEARCH, Outcome.OK, 1_000, 1, null);
        Set<String> asked = Alerts.standard().series();

        List<Sample> samples;
        try (var process = new ProcessMetrics();
                var all = new MeterSamples(metrics, process, new Rejections())) {
            samples = all.read(asked);
        }

        assertThat(samples.stream().map(Sample::name).collect(Collectors.toSet()))
                .isEqualTo(asked);
    }
}
