package io.jamey.metrics.alerts;

import java.util.OptionalDouble;

/// How much a counter grows a second, over a window of which it was seen at some moments only: Prometheus' `rate`.
///
/// A value below the one before is a counter that began again at zero. What happened between the window's ends and the
/// first and last sample is extrapolated: up to the end where a sample is about due there, else by half the usual
/// distance of samples, and not beyond the moment when the counter would have been zero
/// ([source](https://github.com/prometheus/prometheus/blob/v2.42.0/promql/functions.go), `extrapolatedRate`).
final class Growth {
    private final long start;
    private final long end;
    private int count;
    private long firstTime;
    private long lastTime;
    private double first;
    private double last;
    private double lost;

    Growth(long startMillis, long endMillis) {
        this.start = startMillis;
        this.end = endMillis;
    }

    /// Adds the next sample.
    void add(long time, double value) {
        if (count == 0) {
            firstTime = time;
            first = value;
        } else if (value < last) {
            lost += last;
        }
        count++;
        lastTime = time;
        last = value;
    }

    /// Empty as long as there are fewer than two samples.
    OptionalDouble perSecond() {
        if (count < 2) {
            return OptionalDouble.empty();
        }
        double grown = last - first + lost;
        double sampled = seconds(lastTime - firstTime);
        double distance = sampled / (count - 1);
        double toStart = seconds(firstTime - start);
        double toEnd = seconds(end - lastTime);
        if (grown > 0 && first >= 0) {
            toStart = Math.min(toStart, sampled * (first / grown));
        }
        double near = distance * 1.1;
        double covered = sampled;
        covered += toStart < near ? toStart : distance / 2;
        covered += toEnd < near ? toEnd : distance / 2;
        return OptionalDouble.of(grown * (covered / sampled / seconds(end - start)));
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }
}
