package io.jamey.bench.baseline;

import io.jamey.bench.gate.Count;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.statistics.Bootstrap;
import io.jamey.bench.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Saved figures of an operation beside later ones: not measured in pairs, so that a busier machine looks like
/// slower code. A hint, never a FAIL.
///
/// @param ratio of the medians, on the wall
/// @param interval of it, by drawing slices again: how sure it would be if nothing else had changed
/// @param reasons for a WARN
public record Hint(
        SavedFigures base, SavedFigures now, double ratio, Interval interval, Verdict verdict, List<String> reasons) {
    public Hint {
        reasons = List.copyOf(reasons);
    }

    /// Compares figures of the same operation.
    ///
    /// @param waits whether the operation waits for the disk, so that its time means nothing here
    /// @param sameMachine whether times are of the same machine and JVM; those of others mean nothing
    public static Hint of(SavedFigures base, SavedFigures now, Limits limits, boolean waits, boolean sameMachine) {
        Interval interval = Bootstrap.ratioOfMedians(base.slices(), now.slices(), 0.99, 1);
        var reasons = new ArrayList<String>();
        grown(
                Count.ALLOCATED_BYTES,
                OptionalDouble.of(base.bytesAllocated()),
                OptionalDouble.of(now.bytesAllocated()),
                reasons);
        grown(Count.WRITTEN_BYTES, base.bytesWritten(), now.bytesWritten(), reasons);
        grown(Count.WRITE_CALLS, base.writeCalls(), now.writeCalls(), reasons);
        boolean timed = !waits && sameMachine;
        double limit = 1 + limits.failAbove();
        if (timed && interval.low() > limit) {
            reasons.add(String.format(
                    Locale.ROOT, "slower by %.0f %%, unless the machine is", (now.median() / base.median() - 1) * 100));
        }
        Verdict verdict = !reasons.isEmpty()
                ? Verdict.WARN
                : timed && interval.high() >= limit ? Verdict.INCONCLUSIVE : Verdict.PASS;
        return new Hint(base, now, now.median() / base.median(), interval, verdict, reasons);
    }

    private static void grown(Count count, OptionalDouble base, OptionalDouble now, List<String> reasons) {
        if (base.isEmpty() || now.isEmpty()) {
            return;
        }
        double before = base.getAsDouble() + count.negligible();
        double after = now.getAsDouble() + count.negligible();
        if (after > before * (1 + count.tolerance())) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%+.1f %% %s, from %.1f to %.1f",
                    (after / before - 1) * 100,
                    count.words(),
                    base.getAsDouble(),
                    now.getAsDouble()));
        }
    }
}
