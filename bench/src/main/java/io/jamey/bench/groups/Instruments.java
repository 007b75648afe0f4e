package io.jamey.bench.groups;

import java.util.List;
import org.HdrHistogram.Histogram;

/// Group `instrumentation`: what a timed operation pays for being timed.
final class Instruments {
    private static final int TIMES = 1_000;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private Instruments() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.INSTRUMENTATION;
        return List.of(
                Benchmark.of(group, "clock", "look at the clock before and after", _ -> clock())
                        .perCall(TIMES)
                        .budget(0.1),
                Benchmark.of(group, "clock_and_histogram", "and record the difference", _ -> histogram())
                        .perCall(TIMES)
                        .budget(0.1));
    }

    private static Operation clock() {
        return _ -> {
            long sum = 0;
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                sum += System.nanoTime() - begin;
            }
            return sum;
        };
    }

    private static Operation histogram() {
        var histogram = new Histogram(HOUR_NANOS, 3);
        return _ -> {
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                histogram.recordValue(System.nanoTime() - begin);
            }
            return histogram;
        };
    }
}
