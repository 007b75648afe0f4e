package io.jamey.junit;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Times in nanoseconds, one at least. Immutable.
final class Times {
    private final long[] sorted;

    private Times(long... sorted) {
        this.sorted = sorted;
    }

    /// The first `count` of them.
    static Times of(long[] nanos, int count) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    int count() {
        return sorted.length;
    }

    /// The smallest time that at least this share of all does not exceed.
    double quantile(double share) {
        return sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    /// How many are longer than a limit.
    int over(double limit) {
        return (int) LongStream.of(sorted).filter(nanos -> nanos > limit).count();
    }

    /// In ascending order.
    LongStream stream() {
        return LongStream.of(sorted);
    }
}
