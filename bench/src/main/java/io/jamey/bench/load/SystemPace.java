package io.jamey.bench.load;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// Real time.
///
/// A thread that sleeps wakes up some fifty microseconds late, as operating systems have it, and each request would
/// seem slower by as much. So this wakes up early by what is usual here, and spins for the little that is left.
final class SystemPace implements Pace {
    private static final int TRIALS = 31;
    private static final long TRIAL_NANOS = 200_000;
    /// No more is spun than this, whatever the trials say: it takes a processor from the store.
    private static final long EARLY_NANOS_MAX = 150_000;

    private final long origin;
    private final long early;

    SystemPace() {
        early = Math.clamp(usualLateness(), 0, EARLY_NANOS_MAX);
        origin = System.nanoTime();
    }

    private static long usualLateness() {
        long[] late = new long[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            long wanted = System.nanoTime() + TRIAL_NANOS;
            LockSupport.parkNanos(TRIAL_NANOS);
            late[i] = System.nanoTime() - wanted;
        }
        Arrays.sort(late);
        return late[TRIALS / 2];
    }

    @Override
    public long nanos() {
        return System.nanoTime() - origin;
    }

    @Override
    public void until(long nanos) {
        for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
            if (left > early) {
                LockSupport.parkNanos(left - early);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
