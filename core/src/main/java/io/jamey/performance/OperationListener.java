package io.jamey.performance;

import io.jamey.SearchPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears of each operation of one store when it has ended. Called by the thread that asked, right after the
/// operation: whatever takes long belongs elsewhere. Safe for any number of threads; must not throw.
@FunctionalInterface
public interface OperationListener {
    /// An operation has ended.
    ///
    /// @param memories that it gave or changed; 0 when it failed
    /// @param plan how a search was done, when it was asked to explain, or all are
    void finished(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan);

    /// One that tells all of these, in their order.
    static OperationListener all(List<OperationListener> listeners) {
        if (listeners.size() == 1) {
            return listeners.getFirst();
        }
        OperationListener[] each = listeners.toArray(OperationListener[]::new);
        return (operation, outcome, nanos, memories, plan) -> {
            for (OperationListener listener : each) {
                listener.finished(operation, outcome, nanos, memories, plan);
            }
        };
    }
}
