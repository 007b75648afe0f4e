package io.jamey.bench.report.page;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Grade;
import java.util.ArrayList;
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

    /// What fails, and the causes that there really are. Times of an unfit machine are none.
    private static String tooMuch(ComparisonReport report) {
        boolean timed = report.environment().isFit();
        List<Comparison> failed = report.comparisons().stream()
                .filter(each -> (timed ? each.verdict() : each.workVerdict()) == Verdict.FAIL)
                .toList();
        var causes = new ArrayList<String>();
        if (timed && failed.stream().anyMatch(each -> each.timeVerdict() == Verdict.FAIL)) {
            causes.add("slower, perhaps by the limit of "
                    + Words.limit(report.policy().limits().failAbove()) + " or more");
        }
        if (failed.stream().flatMap(each -> each.counts().stream()).anyMatch(CountChange::grew)) {
            causes.add("more work than before");
        }
        if (failed.stream()
                .flatMap(each -> each.recall().stream())
                .anyMatch(recall -> recall.candidate() < report.policy().recallFloor())) {
            causes.add("too many wrong answers");
        }
        return of(report, failed.size(), "fails", "fail") + ": " + String.join("; ", causes) + ".";
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
        return of(report, report.count(verdict), one, several);
    }

    private static String of(ComparisonReport report, long found, String one, String several) {
        return found + " of " + Words.counted(report.comparisons().size(), "operation") + " "
                + (found == 1 ? one : several);
    }
}
