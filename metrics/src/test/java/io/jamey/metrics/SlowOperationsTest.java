package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.performance.Budgets;
import io.jamey.performance.CurrentTrace;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlowOperationsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final long BUDGET = 50_000_000;

    private final SlowOperations slow =
            new SlowOperations(Budgets.defaults(), TraceSource.inLog(), InstantSource.fixed(NOW));

    @Test
    void whatTookLongerThanItsBudgetIsKeptWithHowItWasDone() {
        var plan = new SearchPlan("words", Map.of("scanned", 7L), Duration.ofMillis(50));

        slow.finished(Operation.SEARCH, Outcome.OK, BUDGET, 3, plan);
        slow.finished(Operation.COUNT, Outcome.OK, Long.MAX_VALUE, 3, null); // has no budget
        CurrentTrace.run(() -> TRACE, () -> slow.finished(Operation.SEARCH, Outcome.OK, BUDGET + 1, 3, plan));

        assertThat(slow.latest())
                .containsExactly(new SlowOperation(
                        NOW,
                        Operation.SEARCH,
                        Outcome.OK,
                        Duration.ofNanos(BUDGET + 1),
                        Duration.ofNanos(BUDGET),
                        3,
                        Optional.of(plan),
                        Optional.of(TRACE)));
    }

    @Test
    void theLatestHundredAreKeptTheLatestFirst() {
        for (int i = 1; i <= SlowOperations.MAX + 20; i++) {
            slow.finished(Operation.SEARCH, Outcome.OK, BUDGET + i, i, null);
        }

        assertThat(slow.latest().stream().mapToLong(SlowOperation::memories).toArray())
                .isEqualTo(LongStream.iterate(SlowOperations.MAX + 20, i -> i - 1)
                        .limit(SlowOperations.MAX)
                        .toArray());
    }

    @Test
    void aStoreKnowsItsOwnWithThePlansThatALayerBelowTells() {
        Namespace ann = Namespace.of("ann");
        var plans = new SearchPlans();
        MemoryStore store = new ExplainingMemoryStore(new ReferenceMemoryStore(InstantSource.system()), plans);
        StoreMetrics metrics = StoreMetrics.of(
                store,
                MetricsOptions.defaults()
                        .plans(plans)
                        .budgets(new Budgets(Map.of(Operation.SEARCH, Duration.ofNanos(1)), Map.of())));
        metrics.store().store(ann, NewMemory.of("tea").build());
        metrics.store().search(ann, SearchRequest.of("tea").build());

        assertThat(metrics.slow()).singleElement().satisfies(each -> {
            assertThat(each.operation()).isEqualTo(Operation.SEARCH);
            assertThat(each.plan()).isPresent();
            assertThat(each.trace()).isEmpty();
        });
    }
}
