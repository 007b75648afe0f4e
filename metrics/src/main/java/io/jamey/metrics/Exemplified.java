package io.jamey.metrics;

import io.jamey.SearchPlan;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.Outcome;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Keeps the latest traced operation of each kind in each shown bucket: the way from a bucket to a trace.
///
/// Of an operation in no trace nothing is kept, and nothing is allocated for it.
final class Exemplified implements OperationListener {
    private static final int BUCKETS = ShownBuckets.count() + 1;

    private final TraceSource traces;
    private final InstantSource clock;
    private final Map<Operation, AtomicReferenceArray<Example>> succeeded = empty();
    private final Map<Operation, AtomicReferenceArray<Example>> failed = empty();

    private record Example(long nanos, TraceSource.Place place, long millis) {}

    Exemplified(TraceSource traces, InstantSource clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void finished(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan) {
        TraceSource.Place place = traces.current();
        if (place != null) {
            latest(operation, outcome == Outcome.OK)
                    .set(ShownBuckets.bucketOf(nanos), new Example(nanos, place, clock.millis()));
        }
    }

    private static Map<Operation, AtomicReferenceArray<Example>> empty() {
        var all = new EnumMap<Operation, AtomicReferenceArray<Example>>(Operation.class);
        for (Operation operation : Operation.values()) {
            all.put(operation, new AtomicReferenceArray<>(BUCKETS));
        }
        return all;
    }

    private AtomicReferenceArray<Example> latest(Operation operation, boolean well) {
        return Objects.requireNonNull((well ? succeeded : failed).get(operation));
    }

    /// @param unit in nanoseconds
    Exemplars of(Operation operation, boolean well, double unit) {
        var all = new ArrayList<Exemplar>();
        AtomicReferenceArray<Example> latest = latest(operation, well);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            Example example = latest.get(bucket);
            if (example != null) {
                all.add(Exemplar.builder()
                        .value(example.nanos / unit)
                        .traceId(example.place.traceId())
                        .spanId(example.place.spanId())
                        .timestampMillis(example.millis)
                        .build());
            }
        }
        return Exemplars.of(all);
    }
}
