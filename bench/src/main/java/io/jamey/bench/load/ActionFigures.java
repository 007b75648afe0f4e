package io.jamey.bench.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a run measured of one action, or of all.
///
/// @param name the action's, or `all`
/// @param perSecond requests answered rightly while it was measured, by second
/// @param latency from when a request was due until it was answered: what its sender waits. Timeouts are in it,
///     other failures are not
/// @param service from when the call began, without what waited for it to begin
/// @param failures by kind
public record ActionFigures(
        String name, double perSecond, Latencies latency, Latencies service, Map<Failure, Long> failures) {
    public ActionFigures {
        var ordered = new EnumMap<Failure, Long>(Failure.class);
        ordered.putAll(failures);
        failures = Collections.unmodifiableMap(ordered);
    }

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    long failed(Failure kind) {
        return failures.getOrDefault(kind, 0L);
    }
}
