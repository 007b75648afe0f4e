package io.jamey.bench.report.page;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Grade;
import java.util.List;

/// What a whole report comes to: a word, and a sentence.
record Conclusion(Grade grade, String word, String sentence) {

    /// What this report comes to.
    ///
    /// @param strict whether a judgement that cannot be made is a failure
    static Conclusion of(ComparisonReport report, boolean strict) {
        return switch (report.outcome(strict)) {
            case REGRESSED -> new Conclusion(Grade.BAD, "FAIL", tooMuch(report));
            case UNFIT ->
                new Conclusion(
                        Grade.UNSURE,
                        "UNFIT",
                        "This machine was too noisy to compare times, so nothing follows from them.");
            case INCONCLUSIVE -> new Conclusion(Grade.UNSURE, "INCONCLUSIVE", tooNoisy(report));
            case BASELINE_MISSING -> new Conclusion(Grade.UNSURE, "NO BASELINE", "There was nothing to compare with.");
            case PASSED -> passed(report);
        };
    }

    private static Conclusion passed(ComparisonReport report) {
        if (report.comparisons().isEmpty()) {
            return new Conclusion(Grade.UNSURE, "NOTHING", "No operation was compared.");
        }
        if (report.count(Verdict.WARN) > 0) {
            return new Conclusion(Grade.WARN, "WARN", slower(report));
        }
        if (report.count(Verdict.INCONCLUSIVE) > 0) {
            return new Conclusion(Grade.UNSURE, "INCONCLUSIVE", tooNoisy(report));
        }
        return new Conclusion(
                Grade.GOOD,
                "PASS",
                "None of " + Words.counted(report.comparisons().size(), "operation")
                        + " became slower by more than is allowed, or does more work than before.");
    }

    private static String tooMuch(ComparisonReport report) {
        return of(report, Verdict.FAIL) + " slower by "
                + Words.limit(report.policy().limits().failAbove())
                + " or more (or that cannot be excluded), or more work than before.";
    }

    private static String slower(ComparisonReport report) {
        return of(report, Verdict.WARN) + " surely slower, but surely by less than "
                + Words.limit(report.policy().limits().failAbove()) + ".";
    }

    private static String tooNoisy(ComparisonReport report) {
        return of(report, Verdict.INCONCLUSIVE) + " measured too roughly to exclude that it became slower by "
                + Words.limit(report.policy().limits().failAbove()) + ".";
    }

    private static String of(ComparisonReport report, Verdict verdict) {
        List<Comparison> found = report.comparisons().stream()
                .filter(each -> each.verdict() == verdict)
                .toList();
        return found.size() + " of " + Words.counted(report.comparisons().size(), "operation")
                + (found.size() == 1 ? " is" : " are");
    }
}
