package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// However many tenants there are and whatever they store, there is the same bounded number of series, and nothing of
/// theirs in them.
class SeriesTest {
    private static final int TENANTS = 1_000;
    private static final int SERIES_MAX = 2_000;

    private static void everything(MemoryStore store, int tenant) {
        Namespace namespace = Namespace.of("canary-tenant-" + tenant);
        var memory = NewMemory.of("canary content " + tenant)
                .session("canary-session-" + tenant)
                .actor("canary-actor-" + tenant)
                .build();
        UUID id = store.store(namespace, memory).id();
        UUID other = UUID.randomUUID();
        store.storeAll(namespace, List.of(memory, memory));
        store.retrieve(namespace, id);
        store.retrieveBatch(namespace, List.of(id, other));
        store.search(namespace, SearchRequest.of("canary question").explain().build());
        store.update(namespace, id, MemoryPatch.change().importance(1).build());
        store.listPaginated(namespace, PageRequest.of(1));
        store.count(namespace, Filter.everything());
        try (Stream<Memory> all = store.iterate(namespace, Filter.everything())) {
            assertThat(all).isNotEmpty();
        }
        assertThatThrownBy(
                () -> store.store(namespace, NewMemory.of("canary other").id(id).build()));
        store.delete(namespace, id);
        store.deleteBatch(namespace, List.of(id, other));
        store.deleteMatching(namespace, Filter.session("canary-session-" + tenant));
    }

    @Test
    void areAsManyForAThousandTenantsAsForOne() {
        StoreMetrics metrics = StoreMetrics.of(
                new ReferenceMemoryStore(InstantSource.system()),
                MetricsOptions.defaults()
                        .budgets(Budgets.defaults()
                                .tightenedBy(Arrays.stream(Operation.values())
                                        .collect(Collectors.toMap(Function.identity(), _ -> Duration.ofMillis(1)))))
                        .cache(() -> new CacheReading(1, 1, 1, 1, 1, 1, 1)));
        for (Operation operation : Operation.values()) { // every series that can be
            metrics.operations().finished(operation, Outcome.FAULT, 1_000, 0, null);
        }
        try (var process = new ProcessMetrics();
                var page = new PrometheusText(metrics, process, new Rejections())) {
            everything(metrics.store(), 0);
            System.gc();
            long before = series(page);
            for (int tenant = 1; tenant < TENANTS; tenant++) {
                everything(metrics.store(), tenant);
            }
            String text = StoreMetricsTest.text(page, null);

            assertThat(series(page)).isLessThanOrEqualTo(SERIES_MAX).isCloseTo(before, within());
            assertThat(text).doesNotContain("canary").doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
            assertThat(text.lines().filter(line -> line.startsWith("memory_store_total")))
                    .containsExactly("memory_store_total " + (3.0 * TENANTS + 2));
        }
    }

    /// Kinds of garbage collections that have not happened before have series too.
    private static Offset<Long> within() {
        return Offset.offset(20L);
    }

    private static long series(PrometheusText page) {
        return StoreMetricsTest.text(page, null)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
    }
}
