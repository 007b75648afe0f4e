package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;

/// The buckets in which times are shown: few enough to be kept for months, close together where budgets are.
///
/// All are limits that [DurationSnapshot#atMost(long)] counts exactly.
final class ShownBuckets {
    private static final long[] MICROS = {
        10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 75_000,
        100_000, 150_000, 250_000, 500_000, 1_000_000
    };

    private static final long NANOS = 1_000;
    private static final double MILLIS = 1e3;
    private static final double SECONDS = 1e6;

    private ShownBuckets() {}

    /// Buckets with a limit; one more has none.
    static int count() {
        return MICROS.length;
    }

    static long nanos(int bucket) {
        return MICROS[bucket] * NANOS;
    }

    /// The limits in milliseconds, and infinity.
    static double[] inMillis() {
        return in(MILLIS);
    }

    /// The limits in seconds, and infinity.
    static double[] inSeconds() {
        return in(SECONDS);
    }

    private static double[] in(double unit) {
        double[] all = new double[MICROS.length + 1];
        for (int i = 0; i < MICROS.length; i++) {
            all[i] = MICROS[i] / unit;
        }
        all[MICROS.length] = Double.POSITIVE_INFINITY;
        return all;
    }

    /// How many times are in each bucket, one beyond the last limit included.
    static long[] counts(DurationSnapshot times) {
        long[] counts = new long[MICROS.length + 1];
        long before = 0;
        for (int i = 0; i < MICROS.length; i++) {
            long upTo = times.atMost(nanos(i));
            counts[i] = upTo - before;
            before = upTo;
        }
        counts[MICROS.length] = times.count() - before;
        return counts;
    }

    /// The bucket of a time.
    static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < MICROS.length && nanos(bucket) < nanos) {
            bucket++;
        }
        return bucket;
    }
}
