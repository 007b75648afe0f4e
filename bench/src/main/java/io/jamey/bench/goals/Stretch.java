package io.jamey.bench.goals;

import org.HdrHistogram.Histogram;

/// Times of many calls, to three digits. One thread.
final class Stretch {
    private final Histogram nanos = new Histogram(3);

    void add(long time) {
        nanos.recordValue(time);
    }

    long count() {
        return nanos.getTotalCount();
    }

    double longest() {
        return nanos.getMaxValue();
    }

    double quantile(double share) {
        return nanos.getValueAtPercentile(share * 100);
    }
}
