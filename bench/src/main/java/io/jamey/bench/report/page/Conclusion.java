package io.jamey.bench.report.page;

import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Grade;

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
        return of(report, Verdict.FAIL, "fails", "fail")
                + ": slower, perhaps by the limit of "
                + Words.limit(report.policy().limits().failAbove())
                + " or more; or more work than before; or too many wrong answers.";
    }

    private static String slower(ComparisonReport report) {
        return of(report, Verdict.WARN, "is", "are") + " surely slower, but surely by less than "
                + Words.limit(report.policy().limits().failAbove()) + ".";
    }

    private static String tooNoisy(ComparisonReport report) {
        return of(report, Verdict.INCONCLUSIVE, "varied", "varied") + " too much to tell whether it became slower by "
                + Words.limit(report.policy().limits().failAbove()) + " or more.";
    }

    /// `1 of 4 operations is`, `2 of 4 operations are`.
    private static String of(ComparisonReport report, Verdict verdict, String one, String several) {
        long found = report.count(verdict);
        return found + " of " + Words.counted(report.comparisons().size(), "operation") + " "
                + (found == 1 ? one : several);
    }
}
