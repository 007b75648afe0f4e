package io.jamey.logging;

import io.jamey.SearchPlan;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes to the log how long operations took: a warning of each that took longer than its budget, with the plan of a
/// search where it is known, and a line of level debug for each other.
///
/// At most ten warnings are written in a second; the next one says how many were left out. What an operation was about
/// is not written. A line has the trace it belongs to, as all lines have.
public final class OperationLog implements OperationListener {
    static final String NAME = "io.jamey.operations";
    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int WARNINGS_A_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final double MICROSECOND = 1e3;

    private final Map<Operation, Duration> budgets = new EnumMap<>(Operation.class);
    private final LongSupplier clock;
    private long began;
    private int written;
    private long leftOut;

    public OperationLog(Budgets budgets) {
        this(budgets, System::nanoTime);
    }

    OperationLog(Budgets budgets, LongSupplier clock) {
        this.budgets.putAll(budgets.limits());
        this.clock = clock;
        began = clock.getAsLong();
    }

    @Override
    public void finished(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan) {
        Duration budget = budgets.get(operation);
        if (budget != null && nanos > budget.toNanos()) {
            long before = turn();
            if (before >= 0) {
                var line = LOG.atWarn().addKeyValue("budget_ms", milliseconds(budget.toNanos()));
                LoggingEventBuilder told = before > 0 ? line.addKeyValue("left_out", before) : line;
                write(told, "slow: ", operation, outcome, nanos, memories, plan);
            }
        } else if (LOG.isDebugEnabled()) {
            write(LOG.atDebug(), "", operation, outcome, nanos, memories, plan);
        }
    }

    /// How many were left out before, or -1 for one that is left out too.
    private synchronized long turn() {
        long now = clock.getAsLong();
        if (now - began >= SECOND) {
            began = now;
            written = 0;
        }
        if (written == WARNINGS_A_SECOND) {
            leftOut++;
            return -1;
        }
        written++;
        long before = leftOut;
        leftOut = 0;
        return before;
    }

    private static void write(
            LoggingEventBuilder line,
            String prefix,
            Operation operation,
            Outcome outcome,
            long nanos,
            long memories,
            @Nullable SearchPlan plan) {
        LoggingEventBuilder whole = line.addKeyValue("operation", operation.label())
                .addKeyValue("took_ms", milliseconds(nanos))
                .addKeyValue("outcome", outcome.label())
                .addKeyValue("memories", memories);
        if (plan != null) {
            whole = whole.addKeyValue("strategy", plan.strategy())
                    .addKeyValue("store_ms", milliseconds(plan.took().toNanos()));
            for (var counted : plan.counts().entrySet()) {
                whole = whole.addKeyValue(counted.getKey(), counted.getValue());
            }
        }
        whole.log("{}{} took {} ms", prefix, operation.label(), milliseconds(nanos));
    }

    /// To a microsecond.
    private static double milliseconds(long nanos) {
        return Math.round(nanos / MICROSECOND) / 1e3;
    }
}
