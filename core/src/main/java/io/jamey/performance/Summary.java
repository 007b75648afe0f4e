package io.jamey.performance;

import java.time.Duration;

/// The times of an operation in a few figures. Quantiles are off by a twentieth at most.
public record Summary(
        String operation,
        long count,
        Duration min,
        Duration mean,
        Duration p50,
        Duration p95,
        Duration p99,
        Duration max) {

    static Summary of(String operation, DurationSnapshot times) {
        return new Summary(
                operation,
                times.count(),
                Duration.ofNanos(times.min()),
                nanos(times.mean()),
                nanos(times.quantile(0.50)),
                nanos(times.quantile(0.95)),
                nanos(times.quantile(0.99)),
                Duration.ofNanos(times.max()));
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos(Math.round(nanos));
    }

    /// One line, as it is logged.
    @Override
    public String toString() {
        return operation + ": count " + count + ", min " + Milliseconds.of(min) + ", mean " + Milliseconds.of(mean)
                + ", p50 " + Milliseconds.of(p50) + ", p95 " + Milliseconds.of(p95) + ", p99 " + Milliseconds.of(p99)
                + ", max " + Milliseconds.of(max);
    }
}
