package io.jamey.performance;

import java.util.List;

/// What a [DurationHistogram] had counted at one moment, or between two. Immutable, and small: only buckets that hold
/// something are kept. Times are in nanoseconds.
public final class DurationSnapshot {
    private static final DurationSnapshot NONE =
            new DurationSnapshot(new short[0], new long[0], 0, 0, Long.MAX_VALUE, 0);

    private final short[] buckets;
    private final long[] counts;
    private final long count;
    private final long sum;
    private final long shortest;
    private final long longest;

    private DurationSnapshot(short[] buckets, long[] counts, long count, long sum, long shortest, long longest) {
        this.buckets = buckets;
        this.counts = counts;
        this.count = count;
        this.sum = sum;
        this.shortest = shortest;
        this.longest = longest;
    }

    /// @param all counts, by bucket
    /// @param shortest at most this
    static DurationSnapshot of(long[] all, long sum, long shortest, long longest) {
        int held = 0;
        long count = 0;
        for (long each : all) {
            held += each == 0 ? 0 : 1;
            count += each;
        }
        if (count == 0) {
            return NONE;
        }
        short[] buckets = new short[held];
        long[] counts = new long[held];
        int next = 0;
        for (int bucket = 0; bucket < all.length; bucket++) {
            if (all[bucket] != 0) {
                buckets[next] = (short) bucket;
                counts[next++] = all[bucket];
            }
        }
        return new DurationSnapshot(buckets, counts, count, sum, shortest, longest);
    }

    /// Nothing counted.
    public static DurationSnapshot none() {
        return NONE;
    }

    /// All of these together.
    public static DurationSnapshot together(List<DurationSnapshot> parts) {
        long[] all = new long[Buckets.count()];
        long sum = 0;
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (DurationSnapshot part : parts) {
            part.addTo(all, 1);
            sum += part.sum;
            shortest = Math.min(shortest, part.shortest);
            longest = Math.max(longest, part.longest);
        }
        return of(all, sum, shortest, longest);
    }

    private void addTo(long[] all, int sign) {
        for (int i = 0; i < buckets.length; i++) {
            all[buckets[i]] += sign * counts[i];
        }
    }

    /// What was counted since an earlier snapshot of the same histogram. Its shortest and longest time are known to
    /// within their buckets.
    public DurationSnapshot since(DurationSnapshot earlier) {
        if (count == earlier.count) {
            return NONE;
        }
        long[] more = new long[Buckets.count()];
        addTo(more, 1);
        earlier.addTo(more, -1);
        int first = 0;
        while (more[first] == 0) {
            first++;
        }
        int last = more.length - 1;
        while (more[last] == 0) {
            last--;
        }
        long least = Math.max(first == 0 ? 0 : Buckets.limit(first - 1), shortest);
        return of(more, sum - earlier.sum, least, Math.min(Buckets.limit(last), longest));
    }

    public long count() {
        return count;
    }

    /// All times together.
    public long sum() {
        return sum;
    }

    /// The shortest time; 0 when there is none.
    public long min() {
        return count == 0 ? 0 : shortest;
    }

    /// The longest time; 0 when there is none.
    public long max() {
        return longest;
    }

    /// The mean time; 0 when there is none.
    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /// The time that this share of all did not pass, to within a twentieth from 100 ns to 100 s; 0 when there is none.
    ///
    /// @param share from 0 to 1, such as 0.99
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share must be between 0 and 1, not " + share);
        }
        double wanted = Math.max(1, Math.ceil(share * count));
        long passed = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (passed + counts[i] >= wanted) {
                return within(buckets[i], (wanted - passed) / counts[i]);
            }
            passed += counts[i];
        }
        return max();
    }

    /// The times of a bucket are taken to lie evenly in it.
    private double within(int bucket, double part) {
        double above = Math.max(bucket == 0 ? 0 : Buckets.limit(bucket - 1), shortest);
        double upTo = Math.min(Buckets.limit(bucket), longest);
        return Math.min(upTo, above + (upTo - above) * part);
    }

    /// How many took at most so long. Exact for times of one digit and zeros, and of two up to 50 or in steps
    /// of 5, such as 20 ms, 150 us and 7.5 s, from 100 ns to 100 s; else up to a twentieth below.
    public long atMost(long nanos) {
        long all = 0;
        for (int i = 0; i < buckets.length && Buckets.limit(buckets[i]) <= nanos; i++) {
            all += counts[i];
        }
        return all;
    }
}
