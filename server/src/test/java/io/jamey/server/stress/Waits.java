package io.jamey.server.stress;

import java.util.Locale;

/// How long answers took, to within two percent.
final class Waits {
    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUB];
    private long number;
    private long maxNanos;

    void add(long nanos) {
        counts[index(Math.max(0, nanos))]++;
        number++;
        maxNanos = Math.max(maxNanos, nanos);
    }

    private static int index(long nanos) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - SUB_BITS + 1);
        return (shift << (SUB_BITS - 1)) + (int) (nanos >>> shift);
    }

    private static long upperEnd(int index) {
        int half = SUB / 2;
        int shift = Math.max(0, index / half - 1);
        return (((long) index - (long) shift * half + 1) << shift) - 1;
    }

    long number() {
        return number;
    }

    double maxMillis() {
        return maxNanos / 1e6;
    }

    /// So many of a hundred took no longer.
    double millis(double percentile) {
        long wanted = (long) Math.ceil(number * percentile / 100);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(upperEnd(i), maxNanos) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms",
                millis(50),
                millis(99),
                millis(99.9),
                maxMillis());
    }
}
