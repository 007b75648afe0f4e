package io.jamey.metrics;

import io.jamey.SearchPlan;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the latest operations that took longer than their budgets. One that did not costs a look-up and a
/// comparison.
final class SlowOperations implements OperationListener {
    /// How many are kept.
    static final int MAX = 100;

    private final TraceSource traces;
    private final InstantSource clock;
    private final Map<Operation, Duration> budgets = new EnumMap<>(Operation.class);
    private final Deque<SlowOperation> latest = new ArrayDeque<>();

    SlowOperations(Budgets budgets, TraceSource traces, InstantSource clock) {
        this.traces = traces;
        this.clock = clock;
        this.budgets.putAll(budgets.limits());
    }

    @Override
    public void finished(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan) {
        Duration budget = budgets.get(operation);
        if (budget != null && nanos > budget.toNanos()) {
            keep(new SlowOperation(
                    clock.instant(),
                    operation,
                    outcome,
                    Duration.ofNanos(nanos),
                    budget,
                    memories,
                    Optional.ofNullable(plan),
                    Optional.ofNullable(traces.logged())));
        }
    }

    private synchronized void keep(SlowOperation slow) {
        if (latest.size() == MAX) {
            latest.removeLast();
        }
        latest.addFirst(slow);
    }

    /// The latest first.
    synchronized List<SlowOperation> latest() {
        return List.copyOf(latest);
    }
}
