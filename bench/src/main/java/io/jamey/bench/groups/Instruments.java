package io.jamey.bench.groups;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.layers.MeteredMemoryStore;
import io.jamey.performance.OperationMetrics;
import io.jamey.performance.PerformanceMetrics;
import io.jamey.performance.TimingGuard;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/// Group `instrumentation`: what a timed operation pays for being timed.
final class Instruments {
    private static final int TIMES = 1_000;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private Instruments() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.INSTRUMENTATION;
        return List.of(
                Benchmark.of(group, "clock", "look at the clock before and after", _ -> clock())
                        .perCall(TIMES)
                        .budget(0.1),
                Benchmark.of(group, "clock_and_histogram", "and record the difference", _ -> histogram())
                        .perCall(TIMES)
                        .budget(0.1),
                Benchmark.of(group, "performance_metrics", "look at the clock, record by name", _ -> byName())
                        .perCall(TIMES)
                        .budget(0.1),
                Benchmark.of(group, "timing_guard", "a guard whose line is not logged", _ -> guard())
                        .perCall(TIMES)
                        .budget(0.1),
                Benchmark.of(
                                group,
                                "metered_store",
                                "a call of a metered store that does nothing",
                                Instruments::metered)
                        .perCall(TIMES)
                        .budget(0.1));
    }

    private static Operation clock() {
        return _ -> {
            long sum = 0;
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                sum += System.nanoTime() - begin;
            }
            return sum;
        };
    }

    private static Operation histogram() {
        var histogram = new Histogram(HOUR_NANOS, 3);
        return _ -> {
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                histogram.recordValue(System.nanoTime() - begin);
            }
            return histogram;
        };
    }

    private static Operation byName() {
        var metrics = new PerformanceMetrics();
        return _ -> {
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                metrics.record("operation", System.nanoTime() - begin);
            }
            return metrics;
        };
    }

    private static Operation guard() {
        return _ -> {
            for (int i = 0; i < TIMES; i++) {
                TimingGuard.start("operation").close();
            }
            return TIMES;
        };
    }

    private static Operation metered(Stage stage) {
        MemoryStore store = new MeteredMemoryStore(new Idle(stage.store()), new OperationMetrics());
        Namespace namespace = stage.namespaceOf(0);
        UUID id = stage.id(0);
        return _ -> {
            int found = 0;
            for (int i = 0; i < TIMES; i++) {
                found += store.retrieve(namespace, id).isPresent() ? 1 : 0;
            }
            return found;
        };
    }

    /// Finds nothing, at once.
    private static final class Idle extends ForwardingMemoryStore {
        private Idle(MemoryStore store) {
            super(store);
        }

        @Override
        public Optional<Memory> retrieve(Namespace namespace, UUID id) {
            return Optional.empty();
        }
    }
}
