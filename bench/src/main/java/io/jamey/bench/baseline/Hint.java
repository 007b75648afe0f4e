package io.jamey.bench.baseline;

import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Bootstrap;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        for (Count count : Count.values()) {
            grown(count, base.work(), now.work()).ifPresent(reasons::add);
        }
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

    private static Optional<String> grown(Count count, Work base, Work now) {
        if (!base.knows(count) || !now.knows(count)) {
            return Optional.empty();
        }
        double before = base.of(count) + count.negligible();
        double after = now.of(count) + count.negligible();
        return after <= before * (1 + count.tolerance())
                ? Optional.empty()
                : Optional.of(Quantity.percent(after / before - 1) + " " + count.words() + ", from "
                        + Quantity.of(count, base.of(count)) + " to " + Quantity.of(count, now.of(count)));
    }
}
