package io.jamey.performance;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How long one operation may take before somebody should know of it, where there is such a limit: operations on
/// many memories have none, for theirs would depend on how many.
///
/// @param limits by operation
/// @param baseline what operations usually take, as it was measured; the operations that were measured only
public record Budgets(Map<Operation, Duration> limits, Map<Operation, Duration> baseline) {
    /// A call that takes so many times what it usually does is worth a look.
    private static final int UNUSUAL = 10;

    private static final Budgets DEFAULTS = new Budgets(
            Map.of(
                    Operation.STORE, Duration.ofMillis(30),
                    Operation.RETRIEVE, Duration.ofMillis(10),
                    Operation.SEARCH, Duration.ofMillis(50),
                    Operation.UPDATE, Duration.ofMillis(25),
                    Operation.DELETE, Duration.ofMillis(10),
                    Operation.LIST, Duration.ofMillis(75)),
            Map.of());

    public Budgets {
        limits = Map.copyOf(limits);
        baseline = Map.copyOf(baseline);
        limits.forEach(Budgets::check);
        baseline.forEach(Budgets::check);
    }

    private static void check(Operation operation, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "the time of " + operation.label() + " must be longer than nothing, not " + time);
        }
    }

    /// What an agent can wait for: 10 ms to retrieve or delete, 25 to update, 30 to store, 50 to search, 75 for a page.
    public static Budgets defaults() {
        return DEFAULTS;
    }

    public Optional<Duration> of(Operation operation) {
        return Optional.ofNullable(limits.get(operation));
    }

    public Optional<Duration> baselineOf(Operation operation) {
        return Optional.ofNullable(baseline.get(operation));
    }

    /// With this limit instead.
    public Budgets with(Operation operation, Duration limit) {
        var all = new EnumMap<Operation, Duration>(Operation.class);
        all.putAll(limits);
        all.put(operation, limit);
        return new Budgets(all, baseline);
    }

    /// With limits no wider than ten times what was measured.
    ///
    /// @param measured the median of each operation, as `jamey bench` measured it
    public Budgets tightenedBy(Map<Operation, Duration> measured) {
        var all = new EnumMap<Operation, Duration>(Operation.class);
        all.putAll(limits);
        measured.forEach((operation, time) -> {
            Duration unusual = time.multipliedBy(UNUSUAL);
            all.merge(operation, unusual, (a, b) -> a.compareTo(b) < 0 ? a : b);
        });
        return new Budgets(all, measured);
    }
}
