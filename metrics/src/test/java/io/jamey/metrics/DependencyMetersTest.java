package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.performance.DurationHistogram;
import io.jamey.testkit.ReferenceMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DependencyMetersTest {
    private final AtomicReference<PoolReading> pool = new AtomicReference<>(new PoolReading(2, 8, 10, 0, 0));
    private final AtomicReference<CircuitState> circuit = new AtomicReference<>(CircuitState.CLOSED);
    private final DurationHistogram statements = new DurationHistogram();
    private final DurationHistogram lookups = new DurationHistogram();
    private final Dependencies dependencies = Dependencies.none()
            .cache("redis", () -> new CacheReading(5, 0, 0, 7, 4, 1, 0))
            .cacheTimes("redis", lookups::snapshot)
            .pool("postgres", pool::get)
            .database("postgresql", statements::snapshot)
            .circuit("redis", circuit::get);

    private StoreMetrics metrics(Dependencies value) {
        return StoreMetrics.of(
                new ReferenceMemoryStore(InstantSource.system()),
                MetricsOptions.defaults().dependencies(value).cache(() -> new CacheReading(3, 100, 200, 10, 5, 2, 0)));
    }

    @Test
    void connectionsAreShownByOpenTelemetrysNamesFromTheFirstOn() {
        try (var page = new PrometheusText(metrics(dependencies))) {
            assertThat(StoreMetricsTest.text(page, null).lines())
                    .contains(
                            "db_client_connection_count{pool=\"postgres\",state=\"used\"} 2.0",
                            "db_client_connection_count{pool=\"postgres\",state=\"idle\"} 8.0",
                            "db_client_connection_max{pool=\"postgres\"} 10.0",
                            "db_client_connection_pending_requests{pool=\"postgres\"} 0.0",
                            "db_client_connection_timeouts_total{pool=\"postgres\"} 0.0",
                            "jamey_circuit_state{target=\"redis\"} 0.0",
                            "db_client_operation_duration_seconds_count{db_system_name=\"postgresql\"} 0");

            pool.set(new PoolReading(10, 0, 10, 4, 3));
            circuit.set(CircuitState.OPEN);
            statements.record(TimeUnit.MILLISECONDS.toNanos(2));
            lookups.record(TimeUnit.MICROSECONDS.toNanos(150));

            assertThat(StoreMetricsTest.text(page, null).lines())
                    .contains(
                            "db_client_connection_count{pool=\"postgres\",state=\"used\"} 10.0",
                            "db_client_connection_pending_requests{pool=\"postgres\"} 4.0",
                            "db_client_connection_timeouts_total{pool=\"postgres\"} 3.0",
                            "jamey_circuit_state{target=\"redis\"} 2.0",
                            "db_client_operation_duration_seconds_bucket{db_system_name=\"postgresql\",le=\"0.001\"} 0",
                            "db_client_operation_duration_seconds_bucket{db_system_name=\"postgresql\",le=\"0.002\"} 1",
                            "jamey_cache_operation_duration_seconds_bucket{cache=\"redis\",le=\"2.0E-4\"} 1",
                            "jamey_cache_operation_duration_seconds_count{cache=\"redis\"} 1");
        }
    }

    @Test
    void eachCacheHasItsLabelAndTheOneInThisProcessIsTheCache() {
        StoreMetrics metrics = metrics(dependencies);
        try (var page = new PrometheusText(metrics)) {
            assertThat(StoreMetricsTest.text(page, null).lines())
                    .contains(
                            "jamey_cache_requests_total{cache=\"redis\",result=\"hit\"} 7.0",
                            "jamey_cache_requests_total{cache=\"redis\",result=\"miss\"} 3.0",
                            "jamey_cache_requests_total{cache=\"memory\",result=\"hit\"} 10.0",
                            "memory_cache_size 3.0");
        }
        assertThat(metrics.cache())
                .hasValueSatisfying(cache -> assertThat(cache.entries()).isEqualTo(3));
    }

    @Test
    void aStoreThatStandsAloneHasNoneOfThem() {
        StoreMetrics alone = StoreMetrics.of(new ReferenceMemoryStore(InstantSource.system()));
        try (var page = new PrometheusText(alone)) {
            assertThat(StoreMetricsTest.text(page, null))
                    .contains("memory_cache_size 0.0")
                    .doesNotContain("db_client", "jamey_circuit", "jamey_cache_");
        }
    }

    @Test
    void commonLabelsAreOnTimesTooAndOtherRegistriesGetCountsAndSums() {
        statements.record(TimeUnit.MILLISECONDS.toNanos(2));
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        prometheus.config().commonTags("app.name", "shop");
        metrics(dependencies).bindTo(prometheus);
        assertThat(prometheus.scrape())
                .contains("db_client_operation_duration_seconds_count"
                        + "{app_name=\"shop\",db_system_name=\"postgresql\"} 1");

        var simple = new SimpleMeterRegistry();
        metrics(dependencies).bindTo(simple);
        assertThat(simple.get("db.client.operation.duration")
                        .tag("db.system.name", "postgresql")
                        .functionTimer()
                        .count())
                .isEqualTo(1);
    }
}
