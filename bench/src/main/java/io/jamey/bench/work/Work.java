package io.jamey.bench.work;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/// Counted work, of many operations together or of one. What is not known is absent, which is not nothing.
/// Immutable.
public record Work(Map<Count, Double> counts) {
    public static final Work UNKNOWN = new Work(Map.of());
    /// None of anything: the sum of no works.
    public static final Work NOTHING = nothing();

    public Work {
        counts = Map.copyOf(counts);
    }

    private static Work nothing() {
        var zeros = new EnumMap<Count, Double>(Count.class);
        for (Count count : Count.values()) {
            zeros.put(count, 0.0);
        }
        return new Work(zeros);
    }

    public static Work of(Count count, double value) {
        return UNKNOWN.with(count, value);
    }

    public Work with(Count count, double value) {
        var more = new EnumMap<Count, Double>(Count.class);
        more.putAll(counts);
        more.put(count, value);
        return new Work(more);
    }

    public boolean knows(Count count) {
        return counts.containsKey(count);
    }

    /// So much, or 0 where it is not known.
    public double of(Count count) {
        return counts.getOrDefault(count, 0.0);
    }

    public OptionalDouble ifKnown(Count count) {
        return knows(count) ? OptionalDouble.of(of(count)) : OptionalDouble.empty();
    }

    /// Both together, as far as both are known.
    public Work plus(Work other) {
        return combined(other, Double::sum);
    }

    public Work minus(Work other) {
        return combined(other, (a, b) -> a - b);
    }

    /// The share of one of so many.
    public Work dividedBy(double number) {
        return combined(this, (a, _) -> a / number);
    }

    private Work combined(Work other, DoubleBinaryOperator operator) {
        var both = new EnumMap<Count, Double>(Count.class);
        counts.forEach((count, value) -> {
            if (other.knows(count)) {
                both.put(count, operator.applyAsDouble(value, other.of(count)));
            }
        });
        return new Work(both);
    }
}
