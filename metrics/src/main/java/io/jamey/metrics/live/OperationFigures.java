package io.jamey.metrics.live;

import io.jamey.performance.DurationSnapshot;
import java.time.Duration;

/// How one operation went during some time.
///
/// @param succeeded times of those that succeeded
/// @param failed times of those that failed
/// @param memories that were given or changed
/// @param length of the time
public record OperationFigures(DurationSnapshot succeeded, DurationSnapshot failed, long memories, Duration length) {
    private static final double NANOS = 1e9;

    static OperationFigures between(OperationState earlier, OperationState later, Duration length) {
        return new OperationFigures(
                later.succeeded().since(earlier.succeeded()),
                later.failed().since(earlier.failed()),
                later.memories() - earlier.memories(),
                length);
    }

    /// How many, failed ones included.
    public long count() {
        return succeeded.count() + failed.count();
    }

    /// Calls in a second, failed ones included.
    public double rate() {
        return perSecond(count());
    }

    public double memoriesPerSecond() {
        return perSecond(memories);
    }

    private double perSecond(long number) {
        return length.isZero() ? 0 : number / (length.toNanos() / NANOS);
    }
}
