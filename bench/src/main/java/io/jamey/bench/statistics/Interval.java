package io.jamey.bench.statistics;

/// What lies between two bounds, both included; a bound may be infinite.
public record Interval(double low, double high) {
    /// Says nothing.
    public static final Interval UNBOUNDED = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval goes up, not from " + low + " to " + high);
        }
    }

    /// Half of the distance between the bounds.
    public double halfWidth() {
        return (high - low) / 2;
    }

    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
