package io.jamey.cli;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Estimate;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.work.Count;
import java.util.Locale;

/// A comparison as people read it.
final class ComparisonTable {
    private ComparisonTable() {}

    static void print(ComparisonReport report, Surroundings to, boolean markdown) {
        to.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s (%s) against %s (%s), side by side: %s, %d blocks at least, intervals of %s %%; %s",
                        report.candidate().name(),
                        report.candidate().code(),
                        report.base().name(),
                        report.base().code(),
                        report.policy().measure().name().toLowerCase(Locale.ROOT),
                        report.policy().blocksMin(),
                        Double.toString(Math.round(report.policy().confidence() * 1_000) / 10.0),
                        report.environment().machine()));
        to.out().println();
        table(report).print(to, markdown);
        to.out().println();
        report.comparisons()
                .forEach(comparison -> comparison
                        .reasons()
                        .forEach(reason -> to.out()
                                .println((markdown ? "- " : "")
                                        + comparison.subject().id() + ": " + reason)));
        report.notCompared()
                .forEach(
                        each -> to.out().println((markdown ? "- " : "") + each.id() + ": not compared, " + each.why()));
        report.environment().unfit().ifPresent(why -> to.out().println("Nothing can be said of times here: " + why));
        to.out().println(summary(report));
    }

    private static String summary(ComparisonReport report) {
        var words = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            if (report.count(verdict) > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(report.count(verdict))
                        .append(' ')
                        .append(verdict);
            }
        }
        return words + " in " + report.took().toSeconds() + " s";
    }

    private static Table table(ComparisonReport report) {
        var table = new Table()
                .column("operation")
                .number("base")
                .number("now")
                .number("change")
                .number("surely between")
                .number("blocks")
                .number("allocated")
                .number("written")
                .number("commits")
                .number("statements")
                .number("recall")
                .column("");
        for (Comparison comparison : report.comparisons()) {
            Measure measure = comparison.measure();
            Estimate estimate = comparison.judged().estimate();
            boolean timed = measure != Measure.WORK;
            table.row(
                    comparison.subject().id(),
                    timed ? quantity(measure, comparison.base(measure)) : "",
                    timed ? quantity(measure, comparison.candidate(measure)) : "",
                    timed ? Quantity.percent(estimate.ratio() - 1) : "",
                    timed ? interval(estimate) : "",
                    String.valueOf(comparison.judged().blocks().size()),
                    change(comparison, Count.ALLOCATED_BYTES),
                    change(comparison, Count.WRITTEN_BYTES),
                    exact(comparison, Count.COMMITS),
                    exact(comparison, Count.STATEMENTS),
                    comparison
                            .recall()
                            .map(recall -> String.format(Locale.ROOT, "%.3f", recall.candidate()))
                            .orElse(""),
                    comparison.verdict().name());
        }
        return table;
    }

    private static String quantity(Measure measure, double value) {
        return measure == Measure.ALLOC ? Quantity.bytes(value) : Quantity.nanos(value);
    }

    private static String interval(Estimate estimate) {
        return estimate.interval().isBounded()
                ? Quantity.percent(estimate.interval().low() - 1) + " and "
                        + Quantity.percent(estimate.interval().high() - 1)
                : "?";
    }

    private static String change(Comparison comparison, Count count) {
        return comparison.counts().stream()
                .filter(change -> change.count() == count)
                .findFirst()
                .map(change ->
                        change.base() == 0 && change.candidate() == 0 ? "0" : Quantity.percent(change.ratio() - 1))
                .orElse("");
    }

    /// The number itself, and the one before where that was another.
    private static String exact(Comparison comparison, Count count) {
        return comparison.counts().stream()
                .filter(change -> change.count() == count)
                .findFirst()
                .map(change -> {
                    String base = Quantity.of(count, change.base());
                    String now = Quantity.of(count, change.candidate());
                    return now.equals(base) ? now : base + " to " + now;
                })
                .orElse("");
    }
}
