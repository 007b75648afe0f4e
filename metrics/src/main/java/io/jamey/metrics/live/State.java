package io.jamey.metrics.live;

import io.jamey.metrics.CacheReading;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.Rejections.Reason;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Everything that was counted up to a moment, and what was there then.
///
/// @param nanoTime of the same moment, by the clock that never jumps
/// @param operations those that were ever called
record State(
        Instant time,
        long nanoTime,
        Map<Operation, OperationState> operations,
        Map<Outcome, Long> failures,
        Map<Reason, Long> rejected,
        Optional<CacheReading> cache,
        Map<String, PoolReading> pools,
        ProcessState process) {

    /// @param cpuNanos of all threads since the process began
    /// @param pauseMillis that collections stopped the process since it began
    record ProcessState(long heapUsed, long heapLive, long heapMax, long cpuNanos, int processors, long pauseMillis) {
        static ProcessState of(ProcessMetrics process) {
            return new ProcessState(
                    process.heapUsed(),
                    process.heapLive(),
                    process.heapMax(),
                    process.cpuNanos(),
                    process.processors(),
                    process.pauseMillis());
        }
    }

    OperationState of(Operation operation) {
        return operations.getOrDefault(operation, OperationState.NONE);
    }

    /// What is read.
    record Sources(StoreMetrics store, ProcessMetrics process, Rejections rejections) {
        /// As it is at this time.
        State read(Instant time, long nanoTime, Map<Operation, OperationState> before) {
            var operations = new EnumMap<Operation, OperationState>(Operation.class);
            var failures = new EnumMap<Outcome, Long>(Outcome.class);
            for (Operation operation : Operation.values()) {
                OperationState last = before.getOrDefault(operation, OperationState.NONE);
                OperationState now = OperationState.of(operation, store.operations(), last);
                if (now.isAny()) {
                    operations.put(operation, now);
                    for (Outcome outcome : Outcome.values()) {
                        failures.merge(outcome, store.operations().failures(operation, outcome), Long::sum);
                    }
                }
            }
            var rejected = new EnumMap<Reason, Long>(Reason.class);
            for (Reason reason : Reason.values()) {
                rejected.put(reason, rejections.count(reason));
            }
            var pools = new LinkedHashMap<String, PoolReading>();
            store.dependencies().pools().forEach((name, reading) -> pools.put(name, reading.get()));
            return new State(
                    time, nanoTime, operations, failures, rejected, store.cache(), pools, ProcessState.of(process));
        }
    }
}
