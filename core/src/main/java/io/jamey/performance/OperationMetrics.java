package io.jamey.performance;

import io.jamey.SearchPlan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How one store's operations went since it was opened: what metrics, dashboards and alerts are read from.
///
/// Recording allocates nothing and waits for nobody. Takes a few hundred kilobytes, whatever is recorded.
public final class OperationMetrics implements OperationListener {
    private final Map<Operation, Counts> all = new EnumMap<>(Operation.class);

    /// What is counted of one operation.
    private static final class Counts {
        private final DurationHistogram succeeded = new DurationHistogram();
        private final DurationHistogram failed = new DurationHistogram();
        private final LongAdder memories = new LongAdder();
        private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

        private Counts() {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
        }

        private LongAdder of(Outcome outcome) {
            return Objects.requireNonNull(outcomes.get(outcome));
        }
    }

    public OperationMetrics() {
        for (Operation operation : Operation.values()) {
            all.put(operation, new Counts());
        }
    }

    private Counts of(Operation operation) {
        return Objects.requireNonNull(all.get(operation));
    }

    @Override
    public void finished(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan) {
        Counts counts = of(operation);
        if (outcome == Outcome.OK) {
            counts.succeeded.record(nanos);
            if (memories > 0) {
                counts.memories.add(memories);
            }
        } else {
            counts.failed.record(nanos);
            counts.of(outcome).increment();
        }
    }

    /// Times of those that succeeded.
    public DurationSnapshot succeeded(Operation operation) {
        return of(operation).succeeded.snapshot();
    }

    /// Times of those that failed.
    public DurationSnapshot failed(Operation operation) {
        return of(operation).failed.snapshot();
    }

    /// How many failed like this.
    public long failures(Operation operation, Outcome outcome) {
        return of(operation).of(outcome).sum();
    }

    /// How many failed, in all ways.
    public long failures(Operation operation) {
        return of(operation).outcomes.values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /// Memories that were given or changed.
    public long memories(Operation operation) {
        return of(operation).memories.sum();
    }
}
