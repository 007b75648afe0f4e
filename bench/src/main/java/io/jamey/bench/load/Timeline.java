package io.jamey.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.AtomicHistogram;

/// Latency and throughput of a run, part by part. Any number of threads.
final class Timeline {
    private static final int PARTS_MAX = 60;
    private static final long PART_NANOS_MIN = 100_000_000;
    private static final int DIGITS = 2;

    private final long partNanos;
    private final List<AtomicHistogram> latencies = new ArrayList<>();
    private final AtomicLongArray answered;

    Timeline(long nanos) {
        partNanos = Math.max(PART_NANOS_MIN, (nanos + PARTS_MAX - 1) / PARTS_MAX);
        int parts = (int) Math.max(1, (nanos + partNanos - 1) / partNanos);
        for (int part = 0; part < parts; part++) {
            latencies.add(Latencies.recorder(DIGITS));
        }
        answered = new AtomicLongArray(parts);
    }

    /// A request that was due then, from the beginning of the timeline.
    void sent(long due, long latencyNanos) {
        latencies.get(part(due)).recordValue(latencyNanos);
    }

    void answered(long at) {
        answered.incrementAndGet(part(at));
    }

    private int part(long at) {
        return (int) Math.min(at / partNanos, latencies.size() - 1);
    }

    /// The parts that begin before this time.
    List<Moment> moments(long until) {
        var moments = new ArrayList<Moment>();
        for (int part = 0; part < latencies.size() && part * partNanos < until; part++) {
            var latency = Latencies.of(latencies.get(part));
            double seconds = Math.min(partNanos, until - part * partNanos) / 1e9;
            moments.add(new Moment(
                    part * partNanos / 1e9,
                    answered.get(part) / seconds,
                    latency.count(),
                    latencies.get(part).getValueAtPercentile(50),
                    latency.max()));
        }
        return moments;
    }
}
