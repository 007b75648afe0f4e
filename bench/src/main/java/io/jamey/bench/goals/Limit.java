package io.jamey.bench.goals;

/// What one figure of a goal must keep to.
///
/// @param what the figure is, in a few words
/// @param value in the unit
public record Limit(String what, Bound bound, double value, Unit unit) {
    /// On which side of the limit a figure must be.
    public enum Bound {
        AT_MOST("<= "),
        AT_LEAST(">= "),
        /// The figure is shown beside the others and has no limit.
        NONE("");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    public Limit {
        if (bound != Bound.NONE && !(value > 0)) {
            throw new IllegalArgumentException("a limit must be positive, so that there is a ratio to it: " + value);
        }
    }

    static Limit atMost(String what, double value, Unit unit) {
        return new Limit(what, Bound.AT_MOST, value, unit);
    }

    static Limit atLeast(String what, double value, Unit unit) {
        return new Limit(what, Bound.AT_LEAST, value, unit);
    }

    static Limit millis(String what, double millis) {
        return atMost(what, millis * 1e6, Unit.NANOS);
    }

    static Limit recall(double value) {
        return atLeast("recall@10", value, Unit.RECALL);
    }

    static Limit holds(String what) {
        return atLeast(what, 1, Unit.TRUTH);
    }

    static Limit shown(String what, Unit unit) {
        return new Limit(what, Bound.NONE, 0, unit);
    }

    boolean keeps(double measured) {
        return switch (bound) {
            case AT_MOST -> measured <= value;
            case AT_LEAST -> measured >= value;
            case NONE -> true;
        };
    }

    /// As people read it: `<= 1.50 ms`.
    public String text() {
        if (bound == Bound.NONE) {
            return "";
        }
        return unit == Unit.TRUTH ? unit.write(value) : bound.sign + unit.write(value);
    }
}
