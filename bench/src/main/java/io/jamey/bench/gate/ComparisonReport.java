package io.jamey.bench.gate;

import io.jamey.bench.dataset.DataShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything that one run of the gate measured and concluded.
///
/// @param backend the kind of store
/// @param seed of every decision that was left to chance; the same seed, the same order
/// @param notCompared operations that only one side has, or has otherwise
public record ComparisonReport(
        Side base,
        Side candidate,
        String backend,
        DataShape data,
        Policy policy,
        long seed,
        Instant begun,
        Duration took,
        Environment environment,
        List<Comparison> comparisons,
        List<NotCompared> notCompared) {
    public ComparisonReport {
        comparisons = List.copyOf(comparisons);
        notCompared = List.copyOf(notCompared);
    }

    /// How the command ends. What was counted fails also where the machine is too noisy to time anything.
    ///
    /// @param strict whether a judgement that cannot be made is a failure
    public Outcome outcome(boolean strict) {
        if (comparisons.stream().anyMatch(each -> each.workVerdict() == Verdict.FAIL)) {
            return Outcome.REGRESSED;
        }
        if (!environment.isFit()) {
            return Outcome.UNFIT;
        }
        if (has(Verdict.FAIL)) {
            return Outcome.REGRESSED;
        }
        return strict && has(Verdict.INCONCLUSIVE) ? Outcome.INCONCLUSIVE : Outcome.PASSED;
    }

    public long count(Verdict verdict) {
        return comparisons.stream()
                .filter(comparison -> comparison.verdict() == verdict)
                .count();
    }

    private boolean has(Verdict verdict) {
        return count(verdict) > 0;
    }
}
