package io.jamey.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/// How long things took, in nanoseconds, as a histogram (HdrHistogram) that is exact to a thousandth. Immutable.
///
/// A quantile is told only if at least ten values lie beyond it, so p99.9 from 10,000 values on: with fewer it would
/// be about single requests.
public final class Latencies {
    /// Longer times count as this long.
    static final long NANOS_MAX = 3_600_000_000_000L;

    private static final int DIGITS = 3;
    private static final int BEYOND_MIN = 10;
    private static final int POINTS_PER_DECADE = 12;

    private final Histogram histogram;

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /// A point of the curve: this share of all values is not greater.
    public record Point(double share, long nanos) {}

    /// To be filled by many threads.
    static AtomicHistogram recorder(int digits) {
        return new AtomicHistogram(NANOS_MAX, digits);
    }

    static AtomicHistogram recorder() {
        return recorder(DIGITS);
    }

    /// A copy of what has been recorded so far.
    static Latencies of(AbstractHistogram recorded) {
        var copy = new Histogram(NANOS_MAX, DIGITS);
        copy.add(recorded);
        return new Latencies(copy);
    }

    static Latencies sum(List<Latencies> parts) {
        var sum = new Histogram(NANOS_MAX, DIGITS);
        parts.forEach(part -> sum.add(part.histogram));
        return new Latencies(sum);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /// 0 when there is none.
    public long max() {
        return count() == 0 ? 0 : histogram.getMaxValue();
    }

    public double mean() {
        return count() == 0 ? 0 : histogram.getMean();
    }

    /// The value that this share of all values does not exceed; nothing when there are too few values to tell.
    ///
    /// @param share such as 0.99
    public OptionalLong quantile(double share) {
        // what rounding does to 1 - 0.999 must not decide
        return count() * (1 - share) >= BEYOND_MIN - 1e-6
                ? OptionalLong.of(histogram.getValueAtPercentile(share * 100))
                : OptionalLong.empty();
    }

    /// Quantiles closer and closer to 1, at last the greatest value.
    public List<Point> curve() {
        var points = new ArrayList<Point>();
        for (int i = 0; ; i++) {
            double share = 1 - Math.pow(10, -(double) i / POINTS_PER_DECADE);
            OptionalLong nanos = quantile(share);
            if (nanos.isEmpty()) {
                break;
            }
            points.add(new Point(share, nanos.getAsLong()));
        }
        if (count() > 0) {
            points.add(new Point(1 - 1.0 / (count() + 1), max()));
        }
        return points;
    }

    /// What clients would have met that send a request at each such interval instead of waiting for the last
    /// answer: each value that is longer stands for those that would have waited behind it.
    Latencies asIfSentEvery(long nanos) {
        return new Latencies(histogram.copyCorrectedForCoordinatedOmission(Math.max(1, nanos)));
    }
}
