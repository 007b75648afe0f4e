package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.testkit.ReferenceMemoryStore;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreMetricsTest {
    private static final Namespace ANN = Namespace.of("ann");

    private static StoreMetrics metrics() {
        return metrics(MetricsOptions.defaults());
    }

    private static StoreMetrics metrics(MetricsOptions options) {
        return StoreMetrics.of(new ReferenceMemoryStore(InstantSource.system()), options);
    }

    static String text(PrometheusText page, @Nullable String accept) {
        var out = new ByteArrayOutputStream();
        try {
            page.write(out, PrometheusText.mediaType(accept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void work(MemoryStore store) {
        UUID id = store.store(ANN, NewMemory.of("tea").build()).id();
        store.storeAll(ANN, List.of(NewMemory.of("a").build(), NewMemory.of("b").build()));
        store.retrieve(ANN, id);
        store.search(ANN, SearchRequest.of("tea").build());
        store.update(ANN, id, MemoryPatch.change().importance(1).build());
        store.listPaginated(ANN, PageRequest.of(10));
        store.delete(ANN, id);
    }

    @Test
    void theNamesAreThoseOfTheGuideAndTheirTwins() {
        StoreMetrics metrics = metrics(MetricsOptions.defaults()
                .cache(() -> new CacheReading(7, 1000, 2000, 10, 5, 2, 1))
                .budgets(Budgets.defaults().tightenedBy(Map.of(Operation.SEARCH, Duration.ofMillis(2)))));
        work(metrics.store());
        try (var page = new PrometheusText(metrics)) {
            String text = text(page, null);

            assertThat(text.lines())
                    .contains(
                            "# TYPE memory_store_total counter",
                            "memory_store_total 2.0",
                            "memory_retrieve_total 1.0",
                            "memory_search_total 1.0",
                            "memory_update_total 1.0",
                            "memory_delete_total 1.0",
                            "memory_list_total 1.0",
                            "# TYPE memory_store_duration_ms histogram",
                            "memory_store_duration_ms_bucket{le=\"1000.0\"} 2",
                            "memory_store_duration_ms_bucket{le=\"+Inf\"} 2",
                            "memory_store_duration_ms_count 2",
                            "# TYPE memory_cache_size gauge",
                            "memory_cache_size 7.0",
                            "# TYPE jamey_memory_operation_duration_seconds histogram",
                            "jamey_memory_operation_duration_seconds_count"
                                    + "{backend=\"reference\",operation=\"store\",outcome=\"ok\"} 1",
                            "jamey_memory_operation_duration_seconds_count"
                                    + "{backend=\"reference\",operation=\"store_batch\",outcome=\"ok\"} 1",
                            "jamey_memory_operation_memories_total{operation=\"store_batch\"} 2.0",
                            "jamey_memory_operation_baseline_seconds{operation=\"search\"} 0.002",
                            "jamey_memory_operation_budget_seconds{operation=\"search\"} 0.02",
                            "jamey_errors_total{error_type=\"unavailable\",operation=\"search\"} 0.0",
                            "jamey_cache_requests_total{cache=\"memory\",result=\"hit\"} 10.0",
                            "jamey_cache_requests_total{cache=\"memory\",result=\"miss\"} 3.0",
                            "jamey_cache_requests_total{cache=\"memory\",result=\"stale\"} 2.0",
                            "jamey_cache_evictions_total{cache=\"memory\"} 1.0",
                            "jamey_cache_used_bytes{cache=\"memory\"} 1000.0",
                            "jamey_memories 0.0");
            assertThat(text).contains("memory_store_duration_ms_sum ").contains("jamey_storage_size_bytes ");
            for (String limit : List.of(
                    "0.01", "0.5", "1.0", "2.0", "5.0", "10.0", "15.0", "20.0", "25.0", "30.0", "40.0", "50.0", "75.0",
                    "100.0", "150.0", "250.0", "500.0", "1000.0")) {
                assertThat(text).contains("memory_search_duration_ms_bucket{le=\"" + limit + "\"} ");
            }
        }
    }

    @Test
    void bucketsCountWhatTookAtMostTheirLimit() {
        StoreMetrics metrics = metrics();
        for (long micros : new long[] {10, 11, 1_000, 1_001, 15_000, 30_000, 2_000_000}) {
            metrics.operations().finished(Operation.SEARCH, io.jamey.performance.Outcome.OK, micros * 1_000, 1, null);
        }
        try (var page = new PrometheusText(metrics)) {
            assertThat(text(page, null).lines())
                    .contains(
                            "memory_search_duration_ms_bucket{le=\"0.01\"} 1",
                            "memory_search_duration_ms_bucket{le=\"0.02\"} 2",
                            "memory_search_duration_ms_bucket{le=\"1.0\"} 3",
                            "memory_search_duration_ms_bucket{le=\"2.0\"} 4",
                            "memory_search_duration_ms_bucket{le=\"10.0\"} 4",
                            "memory_search_duration_ms_bucket{le=\"15.0\"} 5",
                            "memory_search_duration_ms_bucket{le=\"30.0\"} 6",
                            "memory_search_duration_ms_bucket{le=\"1000.0\"} 6",
                            "memory_search_duration_ms_bucket{le=\"+Inf\"} 7",
                            "memory_search_duration_ms_sum 2047.022");
        }
    }

    @Test
    void failuresAreCountedByKindAndTimedApart() {
        StoreMetrics metrics = metrics();
        metrics.store()
                .store(ANN, NewMemory.of("a").embedding(Embedding.of(1, 2)).build());
        assertThatThrownBy(() -> metrics.store()
                        .store(
                                ANN,
                                NewMemory.of("b")
                                        .embedding(Embedding.of(1, 2, 3))
                                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
        try (var page = new PrometheusText(metrics)) {
            assertThat(text(page, null).lines())
                    .contains(
                            "memory_store_total 2.0",
                            "jamey_errors_total{error_type=\"invalid\",operation=\"store\"} 1.0",
                            "jamey_memory_operation_duration_seconds_count"
                                    + "{backend=\"reference\",operation=\"store\",outcome=\"error\"} 1",
                            "jamey_memory_operation_duration_seconds_count"
                                    + "{backend=\"reference\",operation=\"store\",outcome=\"ok\"} 1");
        }
    }

    @Test
    void anyRegistryCanBeHandedIn() {
        var registry = new SimpleMeterRegistry();
        StoreMetrics metrics = metrics();
        metrics.bindTo(registry);
        work(metrics.store());

        assertThat(registry.get("memory.store.total").functionCounter().count()).isEqualTo(2);
        var timer = registry.get("jamey.memory.operation.duration")
                .tags("operation", "search", "outcome", "ok", "backend", "reference")
                .functionTimer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(registry.get("jamey.memory.operation.duration.histogram")
                        .tags("operation", "search", "le", "1.0")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void ofACompositeEachTakesPart() {
        var simple = new SimpleMeterRegistry();
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var both = new CompositeMeterRegistry().add(simple).add(prometheus);
        StoreMetrics metrics = metrics();
        metrics.bindTo(both);
        work(metrics.store());

        assertThat(simple.get("memory.store.total").functionCounter().count()).isEqualTo(2);
        assertThat(prometheus.scrape()).contains("memory_store_duration_ms_count 2\n");
    }

    @Test
    void whatARegistryPutsOnEveryMeterIsOnHistogramsToo() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("app.name", "shop");
        metrics().bindTo(registry);

        assertThat(registry.scrape())
                .contains("memory_store_total{app_name=\"shop\"} 0.0")
                .contains("memory_store_duration_ms_count{app_name=\"shop\"} 0")
                .contains("jamey_memory_operation_duration_seconds_count"
                        + "{app_name=\"shop\",backend=\"reference\",operation=\"list\",outcome=\"ok\"} 0");
    }

    @Test
    void aTraceIsAnExemplarOfItsBucketAndOnlyInOpenMetrics() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var traced = new boolean[1];
        StoreMetrics metrics = metrics(MetricsOptions.defaults()
                .traces(() -> traced[0] ? new TraceSource.Place(trace, "00f067aa0ba902b7") : null));
        try (var page = new PrometheusText(metrics)) {
            metrics.store().search(ANN, SearchRequest.of("tea").build());
            assertThat(text(page, "application/openmetrics-text;version=1.0.0,*/*;q=0.1"))
                    .contains("memory_search_duration_ms_count 1")
                    .doesNotContain("trace_id");

            traced[0] = true;
            metrics.store().search(ANN, SearchRequest.of("tea").build());
            assertThat(text(page, "application/openmetrics-text"))
                    .containsPattern("jamey_memory_operation_duration_seconds_bucket\\{[^}]*operation=\"search\"[^}]*}"
                            + " \\d+ # \\{span_id=\"00f067aa0ba902b7\",trace_id=\"" + trace + "\"}")
                    .endsWith("# EOF\n");
            assertThat(text(page, null)).doesNotContain("trace_id");
        }
    }
}
