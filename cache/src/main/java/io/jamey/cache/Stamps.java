package io.jamey.cache;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// For each thing that can be written to, a number that says whether it was, and whether somebody is at it:
/// how many writes have begun, and how many of them have not ended.
///
/// Things share numbers by their hash, so that they need no register that grows. Sharing costs an entry dropped
/// without need now and then, never a stale one.
final class Stamps {
    private static final int STRIPES = 1 << 14;
    private static final long WRITER = 1;
    private static final long BEGUN = 1L << 24;

    private final AtomicLongArray stamps = new AtomicLongArray(STRIPES);

    long of(int hash) {
        return stamps.get(hash & STRIPES - 1);
    }

    void begin(int hash) {
        stamps.addAndGet(hash & STRIPES - 1, BEGUN + WRITER);
    }

    void end(int hash) {
        stamps.addAndGet(hash & STRIPES - 1, -WRITER);
    }

    void beginAll() {
        IntStream.range(0, STRIPES).forEach(this::begin);
    }

    void endAll() {
        IntStream.range(0, STRIPES).forEach(this::end);
    }

    /// Whether nobody was writing when the stamp was read.
    static boolean isSettled(long stamp) {
        return (stamp & BEGUN - 1) == 0;
    }
}
