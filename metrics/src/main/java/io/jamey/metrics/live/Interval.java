package io.jamey.metrics.live;

import io.jamey.metrics.CacheReading;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.Rejections.Reason;
import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What happened during some time, and what was there at its end.
///
/// @param operations those that were called during the time
/// @param failures how often operations failed, by kind; kinds that happened
/// @param rejected requests that were turned away; reasons that there were
/// @param pools of connections, by name; what they count is of this time
/// @param cache counts are of this time, sizes of its end; nothing without a cache
public record Interval(
        Instant end,
        Duration length,
        Map<Operation, OperationFigures> operations,
        Map<Outcome, Long> failures,
        Map<Reason, Long> rejected,
        Optional<CacheReading> cache,
        Map<String, PoolReading> pools,
        ProcessFigures process) {

    /// What the process used.
    ///
    /// @param heapUsed bytes, garbage included
    /// @param heapLive bytes that the latest collection left
    /// @param heapMax bytes that it may grow to
    /// @param cpu the share of all processors that the process used, 0 to 1
    /// @param pauseMillis that collections stopped it
    public record ProcessFigures(long heapUsed, long heapLive, long heapMax, double cpu, long pauseMillis) {
        private static ProcessFigures between(State.ProcessState earlier, State.ProcessState later, Duration length) {
            double available = (double) length.toNanos() * later.processors();
            return new ProcessFigures(
                    later.heapUsed(),
                    later.heapLive(),
                    later.heapMax(),
                    available == 0 ? 0 : Math.clamp((later.cpuNanos() - earlier.cpuNanos()) / available, 0, 1),
                    later.pauseMillis() - earlier.pauseMillis());
        }
    }

    /// How this operation went; all zero when it was not called.
    public OperationFigures of(Operation operation) {
        return operations.getOrDefault(
                operation, new OperationFigures(DurationSnapshot.none(), DurationSnapshot.none(), 0, length));
    }

    /// From one state to a later one.
    static Interval between(State earlier, State later) {
        Duration length = Duration.ofNanos(later.nanoTime() - earlier.nanoTime());
        var operations = new EnumMap<Operation, OperationFigures>(Operation.class);
        for (Operation operation : later.operations().keySet()) {
            OperationFigures figures = OperationFigures.between(earlier.of(operation), later.of(operation), length);
            if (figures.count() > 0) {
                operations.put(operation, figures);
            }
        }
        return new Interval(
                later.time(),
                length,
                operations,
                since(earlier.failures(), later.failures(), new EnumMap<>(Outcome.class)),
                since(earlier.rejected(), later.rejected(), new EnumMap<>(Reason.class)),
                later.cache().map(now -> earlier.cache().map(now::since).orElse(now)),
                pools(earlier.pools(), later.pools()),
                ProcessFigures.between(earlier.process(), later.process(), length));
    }

    private static Map<String, PoolReading> pools(Map<String, PoolReading> earlier, Map<String, PoolReading> later) {
        var pools = new LinkedHashMap<String, PoolReading>();
        later.forEach((name, now) -> pools.put(name, now.since(earlier.getOrDefault(name, now))));
        return pools;
    }

    private static <K> Map<K, Long> since(Map<K, Long> earlier, Map<K, Long> later, Map<K, Long> more) {
        later.forEach((key, count) -> {
            long since = count - earlier.getOrDefault(key, 0L);
            if (since > 0) {
                more.put(key, since);
            }
        });
        return more;
    }
}
