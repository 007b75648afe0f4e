package io.jamey.bench.measuring;

import io.jamey.bench.groups.Operation;
import io.jamey.bench.work.Work;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs an operation in slices. One thread.
///
/// A slice consists of rounds: inputs are made ready, calls are timed, everything is put back.
public final class Slicer {
    /// Calls of one round, at most: memory for their times.
    private static final int ROUND_CALLS_MAX = 1 << 16;

    private static final long ROUND_NANOS = 20_000_000;

    private final Operation operation;
    private final Meter meter;
    private long next;

    @SuppressWarnings("UnusedVariable") // written so that the work cannot be left out
    private volatile @Nullable Object seen;

    public Slicer(Operation operation) {
        this(operation, () -> Work.UNKNOWN);
    }

    /// @param stores what the stores that it works on have done so far, as far as they count it
    public Slicer(Operation operation, Supplier<Work> stores) {
        this.operation = operation;
        meter = new Meter(stores);
    }

    /// Runs calls for at least this long on the wall, one at least; each is timed.
    public Slice forAtLeast(long nanos) {
        Usage usage = Usage.NOTHING;
        long[] times = new long[256];
        int calls = 0;
        int round = 1;
        while (calls == 0 || usage.wallNanos() < nanos) {
            int count = Math.min(Math.min(round, operation.callsAtOnce()), ROUND_CALLS_MAX);
            if (times.length < calls + count) {
                times = Arrays.copyOf(times, Math.max(times.length * 2, calls + count));
            }
            Usage used = round(next, count, times, calls);
            usage = usage.plus(used);
            next += count;
            calls += count;
            long each = Math.max(1, usage.wallNanos() / calls);
            long left = Math.max(0, nanos - usage.wallNanos());
            round = Math.clamp(Math.min(ROUND_NANOS, left) / each + 1, 1, ROUND_CALLS_MAX);
        }
        return new Slice(calls, usage, Arrays.copyOf(times, calls));
    }

    /// Runs exactly these calls, without timing each.
    ///
    /// @param extra calls more for each call, with inputs of the same round, which are not counted: work that a
    ///     slower program would do. For tests of the measurement itself; 0 otherwise
    public Slice exactly(long from, int calls, double extra) {
        Usage usage = Usage.NOTHING;
        for (int done = 0; done < calls; ) {
            int count = Math.min(Math.min(calls - done, operation.callsAtOnce()), ROUND_CALLS_MAX);
            usage = usage.plus(untimedRound(from + done, count, extra));
            done += count;
        }
        return new Slice(calls, usage);
    }

    private Usage round(long from, int count, long[] times, int at) {
        operation.prepare(from, count);
        try {
            Meter.Reading before = meter.read();
            for (int i = 0; i < count; i++) {
                long begin = System.nanoTime();
                seen = operation.call(from + i);
                times[at + i] = System.nanoTime() - begin;
            }
            return meter.between(before, meter.read());
        } finally {
            operation.restore();
        }
    }

    /// A tenth ten times over is a little less than one.
    private static long wholes(int calls, double extra) {
        return (long) (calls * extra + 1e-6);
    }

    private Usage untimedRound(long from, int count, double extra) {
        operation.prepare(from, count);
        try {
            Meter.Reading before = meter.read();
            for (int i = 0; i < count; i++) {
                seen = operation.call(from + i);
                if (wholes(i + 1, extra) > wholes(i, extra)) {
                    // Not the input of just now, which would still lie in the caches.
                    seen = operation.call(from + (i + count / 2) % count);
                }
            }
            return meter.between(before, meter.read());
        } finally {
            operation.restore();
        }
    }
}
