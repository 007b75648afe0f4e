package io.jamey.performance;

/// Where one bucket of a [DurationHistogram] ends and the next begins: limits of 100 ns to 100 s that people write,
/// such as 15 ms and 250 us, and others between them, none more than a twentieth above the one before it. So counts up
/// to a written limit are exact, and a quantile is off by a twentieth at most.
final class Buckets {
    /// The first limit, and the last.
    private static final long LEAST = 100;

    private static final long MOST = 100_000_000_000L;

    /// Parts of an octave by which the look-up begins: finer than any bucket.
    private static final int PART_BITS = 5;

    private static final long[] LIMITS = limits();
    private static final short[] FIRST = first();

    private Buckets() {}

    /// Buckets there are, the one beyond the last limit included.
    static int count() {
        return LIMITS.length + 1;
    }

    /// The longest time in this bucket; `Long.MAX_VALUE` in the last.
    static long limit(int bucket) {
        return bucket < LIMITS.length ? LIMITS[bucket] : Long.MAX_VALUE;
    }

    /// The bucket of a time: the first whose limit it does not pass.
    static int of(long nanos) {
        if (nanos <= LEAST) {
            return 0;
        }
        if (nanos > MOST) {
            return LIMITS.length;
        }
        int bucket = FIRST[part(nanos)];
        while (LIMITS[bucket] < nanos) {
            bucket++;
        }
        return bucket;
    }

    private static int part(long nanos) {
        int octave = 63 - Long.numberOfLeadingZeros(nanos);
        int below = octave - PART_BITS;
        return (octave << PART_BITS) | ((int) (nanos >>> below) & ((1 << PART_BITS) - 1));
    }

    private static long[] limits() {
        long[] all = new long[(int) Math.round(Math.log10((double) MOST / LEAST)) * 70 + 1];
        int next = 0;
        for (long decade = LEAST; decade < MOST; decade *= 10) {
            for (int twentieths = 20; twentieths < 200; twentieths += twentieths < 40 ? 1 : twentieths < 100 ? 2 : 5) {
                all[next++] = decade / 20 * twentieths;
            }
        }
        all[next] = MOST;
        return all;
    }

    private static short[] first() {
        short[] first = new short[part(MOST) + 1];
        int bucket = 0;
        for (int part = part(LEAST); part < first.length; part++) {
            int below = (part >>> PART_BITS) - PART_BITS;
            long begin = ((1L << PART_BITS) | (part & ((1 << PART_BITS) - 1))) << below;
            while (LIMITS[bucket] < begin) {
                bucket++;
            }
            first[part] = (short) bucket;
        }
        return first;
    }
}
