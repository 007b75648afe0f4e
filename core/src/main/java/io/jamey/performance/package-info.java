/// Times of operations: taken, kept in bounded memory, compared with budgets.
///
/// [io.jamey.performance.TimingGuard] times a block, [io.jamey.performance.PerformanceMetrics] keeps times by name.
/// [io.jamey.layers.MeteredMemoryStore] reports each operation of a store to an
/// [io.jamey.performance.OperationListener], such as [io.jamey.performance.OperationMetrics], from which everything
/// that is shown of a store's speed is read. Recording a time allocates nothing and never waits.
/// [io.jamey.performance.CurrentTrace] says which request a slow operation, or a line of the log, belongs to.
@NullMarked
package io.jamey.performance;

import org.jspecify.annotations.NullMarked;
