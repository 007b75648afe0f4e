package io.jamey.metrics.live;

import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationMetrics;

/// What was counted of one operation up to a moment.
record OperationState(DurationSnapshot succeeded, DurationSnapshot failed, long memories) {
    static final OperationState NONE = new OperationState(DurationSnapshot.none(), DurationSnapshot.none(), 0);

    boolean isAny() {
        return succeeded.count() + failed.count() > 0;
    }

    /// As it is now; the same object as before where nothing has happened since, so that hours of silence take no room.
    static OperationState of(Operation operation, OperationMetrics metrics, OperationState before) {
        var now = new OperationState(
                metrics.succeeded(operation), metrics.failed(operation), metrics.memories(operation));
        boolean same = now.succeeded.count() == before.succeeded.count()
                && now.failed.count() == before.failed.count()
                && now.memories == before.memories;
        return same ? before : now;
    }
}
