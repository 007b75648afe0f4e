package io.jamey.bench.report.page;

import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Axis;
import io.jamey.bench.page.Grade;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.Page;
import io.jamey.bench.page.StackedTable;
import io.jamey.bench.work.Count;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/// Two programs side by side as a web page: what got slower, by how much, how sure that is, and why.
public final class ComparisonPage {
    private static final Comparator<Comparison> WORST_FIRST = Comparator.comparing(Comparison::verdict)
            .thenComparingDouble(comparison -> comparison.judged().estimate().ratio())
            .reversed();

    private final ComparisonReport report;
    private final boolean strict;
    private final FlameGraphs flames;
    private final List<Comparison> comparisons;

    private ComparisonPage(ComparisonReport report, boolean strict, FlameGraphs flames) {
        this.report = report;
        this.strict = strict;
        this.flames = flames;
        comparisons = report.comparisons().stream().sorted(WORST_FIRST).toList();
    }

    /// The page.
    ///
    /// @param strict whether a judgement that cannot be made is a failure
    public static Page of(ComparisonReport report, boolean strict, FlameGraphs flames) {
        return new ComparisonPage(report, strict, flames).page();
    }

    private Page page() {
        String sides = report.candidate().name() + " against " + report.base().name();
        var page = new Page("Jamey: " + sides)
                .add(
                        Html.element(
                                "h1",
                                "Is " + report.candidate().name() + " slower than "
                                        + report.base().name() + "?"),
                        conclusion(),
                        contents(),
                        Html.element("h2", "All operations, the worst first").attribute("id", "index"),
                        Html.element("p", howToRead()).styled("note"),
                        index());
        if (!report.notCompared().isEmpty()) {
            page.add(
                    Html.element("h3", "Not compared"),
                    Page.list(report.notCompared().stream()
                            .map(each -> each.id() + ": " + each.why())
                            .toList()));
        }
        page.add(environment());
        for (int i = 0; i < comparisons.size(); i++) {
            page.add(new ComparisonSection(report, comparisons.get(i), anchor(i)).html(flames));
        }
        return page.add(
                Html.element("h2", "What was compared, and how").attribute("id", "how"),
                fingerprints(),
                Html.element("h2", "The words explained").attribute("id", "words"),
                Terms.ofComparison());
    }

    private static String anchor(int number) {
        return "operation-" + (number + 1);
    }

    private Html conclusion() {
        Conclusion conclusion = Conclusion.of(report, strict);
        var box = Html.element("div")
                .styled("verdict " + conclusion.grade().style())
                .add(
                        conclusion.grade().badge(conclusion.word()),
                        Html.element("p", conclusion.sentence()).styled("lead"));
        report.environment().unfit().ifPresent(why -> box.add(Html.element("p", why)));
        var items = Html.element("ul");
        boolean any = false;
        for (int i = 0; i < comparisons.size(); i++) {
            Comparison each = comparisons.get(i);
            if (each.verdict() != Verdict.PASS) {
                items.add(Html.element("li")
                        .add(Html.element("a", each.subject().id()).attribute("href", "#" + anchor(i)))
                        .text(": " + String.join("; ", each.reasons())));
                any = true;
            }
        }
        return any ? box.add(items) : box;
    }

    private static Html contents() {
        return Html.element("nav")
                .styled("contents")
                .attribute("aria-label", "This page")
                .add(
                        link("#index", "All operations"),
                        link("#machine", "The machine"),
                        link("#how", "What was compared, and how"),
                        link("#words", "The words explained"));
    }

    private static Html link(String address, String text) {
        return Html.element("a", text).attribute("href", address);
    }

    private String howToRead() {
        return "Old is " + report.base().name() + ", new is "
                + report.candidate().name()
                + ". Bars show between which bounds the true change lies, with "
                + Words.share(report.policy().confidence()) + " confidence. A bar that lies right of 0 and reaches"
                + " the last zone, from " + Words.limit(report.policy().limits().failAbove())
                + ", fails; the zone before begins at "
                + Words.limit(report.policy().limits().warnAbove()) + " and warns.";
    }

    private Html index() {
        Axis axis = ComparisonCharts.barAxis(
                comparisons.stream().map(Comparison::judged).toList(),
                report.policy().limits());
        var table = new StackedTable("All operations")
                .column("verdict")
                .column("operation")
                .number("old")
                .number("new")
                .number("change")
                .column("against the limits")
                .number("allocated")
                .number("written")
                .number("statements")
                .number("recall");
        for (int i = 0; i < comparisons.size(); i++) {
            table.row(row(comparisons.get(i), anchor(i), axis));
        }
        return table.html();
    }

    private List<Html> row(Comparison comparison, String anchor, Axis axis) {
        Measure measure = comparison.measure();
        return List.of(
                Words.grade(comparison.verdict()).badge(comparison.verdict().name()),
                Html.element("span")
                        .styled("name")
                        .add(
                                name(comparison.subject().id()).attribute("href", "#" + anchor),
                                small(comparison.subject().does())),
                text(Words.figure(measure, comparison.base(measure))),
                text(Words.figure(measure, comparison.candidate(measure))),
                Html.element("span")
                        .add(
                                Html.element(
                                        "b",
                                        Words.change(
                                                comparison.judged().estimate().ratio())),
                                small(Words.between(
                                        comparison.judged().estimate().interval()))),
                ComparisonCharts.bar(
                        comparison.judged(),
                        comparison.verdict(),
                        axis,
                        report.policy().limits()),
                count(comparison, Count.ALLOCATED_BYTES),
                count(comparison, Count.WRITTEN_BYTES),
                count(comparison, Count.STATEMENTS),
                recall(comparison));
    }

    /// Its link, which may be broken behind the group.
    private static Html name(String id) {
        int slash = id.indexOf('/') + 1;
        return Html.element("a", id.substring(0, slash))
                .add(Html.element("wbr"))
                .text(id.substring(slash));
    }

    private static Html count(Comparison comparison, Count wanted) {
        var cell = Html.element("span");
        comparison.counts().stream()
                .filter(change -> change.count() == wanted)
                .forEach(change ->
                        cell.text(Words.figure(wanted, change.candidate())).add(change(change)));
        if (wanted == Count.WRITTEN_BYTES) {
            comparison.counts().stream()
                    .filter(change ->
                            change.grew() && (change.count() == Count.WRITE_CALLS || change.count() == Count.COMMITS))
                    .forEach(change -> cell.add(small(change.count().words() + " grew: " + Words.change(change))
                            .styled("bad")));
        }
        return cell;
    }

    private static Html change(CountChange change) {
        return change.grew() ? small("grew: " + Words.change(change)).styled("bad") : small(Words.change(change));
    }

    private Html recall(Comparison comparison) {
        var cell = Html.element("span");
        comparison.recall().ifPresent(recall -> {
            boolean low = recall.candidate() < report.policy().recallFloor();
            cell.text(Words.recall(recall.candidate()))
                    .add(
                            low
                                    ? small("too low; was " + Words.recall(recall.base()))
                                            .styled("bad")
                                    : small("was " + Words.recall(recall.base())));
        });
        return cell;
    }

    private Html environment() {
        var environment = report.environment();
        Grade grade = environment.isFit() ? Grade.GOOD : Grade.UNSURE;
        String says = environment
                .unfit()
                .orElse(
                        environment.check().isEmpty()
                                ? "Nothing was timed, so that noise did not matter."
                                : "Both sides did the same arithmetic in every block, and took equally long for it, as far"
                                        + " as it matters here.");
        var section = Html.element("section")
                .attribute("id", "machine")
                .add(
                        Html.element("h2", "Was the machine fit to compare on?"),
                        Html.element("p")
                                .add(grade.badge(environment.isFit() ? "FIT" : "UNFIT"))
                                .text(" " + says));
        environment.check().ifPresent(check -> {
            Axis axis = ComparisonCharts.barAxis(List.of(check), report.policy().limits());
            section.add(
                    Html.element(
                            "p",
                            "The times that both sides took for the same arithmetic differ by "
                                    + Words.change(check.estimate().ratio())
                                    + ", surely by "
                                    + Words.between(check.estimate().interval()) + " ("
                                    + Words.counted(check.estimate().blocks(), "block") + "; bootstrap "
                                    + Words.between(check.estimate().bootstrap()) + "; ended because "
                                    + Words.stop(check.stop()) + "). It should be 0."),
                    ComparisonCharts.bar(
                            check,
                            environment.isFit() ? Verdict.PASS : Verdict.INCONCLUSIVE,
                            axis,
                            report.policy().limits()));
        });
        return section;
    }

    private Html fingerprints() {
        var outcome = report.outcome(strict);
        return new Fingerprints()
                .side("Old", report.base())
                .side("New", report.candidate())
                .data(report.backend(), report.data())
                .machine(report.environment().machine())
                .policy(report.policy())
                .fact("Order", "decided by chance, from seed " + report.seed())
                .fact(
                        "Measured",
                        report.begun().truncatedTo(ChronoUnit.SECONDS) + ", for " + Fingerprints.seconds(report.took()))
                .fact("Exit code", outcome.exitCode() + (strict ? ", strict about what is inconclusive" : ""))
                .html();
    }

    private static Html text(String text) {
        return Html.element("span", text);
    }

    private static Html small(String text) {
        return Html.element("small", text);
    }
}
