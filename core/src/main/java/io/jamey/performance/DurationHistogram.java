package io.jamey.performance;

import java.util.concurrent.atomic.AtomicLongArray;

/// Counts how long something took, in buckets. Takes some kilobytes whatever is recorded.
///
/// Any number of threads record at once without waiting and without allocating. Who reads meanwhile may see a time
/// whose bucket is counted already and whose sum is not.
public final class DurationHistogram {
    private static final int SUM = 0;
    private static final int LONGEST = 1;
    private static final int SHORTEST = 2;
    private static final int COUNTS = 3;

    /// Threads that record at once mostly have stripes of their own.
    private static final int STRIPES =
            Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors() * 2L - 1, 1, 8));

    private final AtomicLongArray[] stripes = new AtomicLongArray[STRIPES];

    public DurationHistogram() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new AtomicLongArray(COUNTS + Buckets.count());
            stripes[i].setPlain(SHORTEST, Long.MAX_VALUE);
        }
    }

    /// Counts one time; a negative one counts as 0.
    public void record(long nanos) {
        long time = Math.max(0, nanos);
        AtomicLongArray stripe = stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
        stripe.getAndAdd(COUNTS + Buckets.of(time), 1);
        stripe.getAndAdd(SUM, time);
        if (time > stripe.getOpaque(LONGEST)) {
            stripe.accumulateAndGet(LONGEST, time, Math::max);
        }
        if (time < stripe.getOpaque(SHORTEST)) {
            stripe.accumulateAndGet(SHORTEST, time, Math::min);
        }
    }

    /// What has been counted so far.
    public DurationSnapshot snapshot() {
        long[] counts = new long[Buckets.count()];
        long sum = 0;
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (AtomicLongArray stripe : stripes) {
            for (int bucket = 0; bucket < counts.length; bucket++) {
                counts[bucket] += stripe.getOpaque(COUNTS + bucket);
            }
            sum += stripe.getOpaque(SUM);
            longest = Math.max(longest, stripe.getOpaque(LONGEST));
            shortest = Math.min(shortest, stripe.getOpaque(SHORTEST));
        }
        return DurationSnapshot.of(counts, sum, shortest, longest);
    }
}
