package io.jamey.bench.report.page;

import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.gate.SlicePair;
import io.jamey.bench.page.Grade;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.StackedTable;
import io.jamey.bench.statistics.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Everything about one operation of a comparison.
///
/// @param anchor its name in addresses on this page
record ComparisonSection(ComparisonReport report, Comparison comparison, String anchor) {

    Html html(FlameGraphs flames) {
        var section = Html.element("section")
                .attribute("id", anchor)
                .add(
                        Html.element("h2", comparison.subject().id())
                                .add(Words.grade(comparison.verdict())
                                        .badge(comparison.verdict().name())),
                        Html.element("p", about()).styled("note"),
                        story(),
                        Html.element("div").styled("charts").add(new ComparisonCharts(comparison, policy()).html()),
                        Html.element("h3", "Counted work of one operation"),
                        counts());
        flames.link(comparison.subject().id()).ifPresent(section::add);
        return section.add(
                Html.element("details")
                        .add(Html.element("summary", "All numbers: estimates and blocks"), estimates(), blocks()),
                Html.element("p", fingerprint()).styled("note"),
                Html.element("p")
                        .add(Html.element("a", "Back to all operations").attribute("href", "#index")));
    }

    private Policy policy() {
        return report.policy();
    }

    private String about() {
        var text = new StringBuilder(comparison.subject().does());
        if (comparison.subject().perCall() > 1) {
            text.append(String.format(
                    Locale.ROOT,
                    "; figures are for one of %,d in a call",
                    comparison.subject().perCall()));
        }
        if (comparison.subject().waits()) {
            text.append("; waits for the disk");
        }
        comparison
                .subject()
                .budgetMicros()
                .ifPresent(micros -> text.append("; budget ").append(Words.time(micros * 1e3)));
        return text.toString();
    }

    private Html story() {
        var findings = new Findings(comparison, policy());
        var story = Html.element("dl").add(term("What", findings.what()), term("How sure", findings.howSure()));
        List<String> why = findings.why();
        if (!why.isEmpty()) {
            story.add(Html.element("div")
                    .add(Html.element("dt", "Verdict"))
                    .add(why.stream()
                            .map(sentence -> Html.element("dd", sentence))
                            .toList()));
        }
        story.add(term("Why", findings.cause()));
        comparison
                .recall()
                .ifPresent(recall -> story.add(term(
                        "Recall",
                        Words.recall(recall.base()) + " before, " + Words.recall(recall.candidate())
                                + " now: the share of right answers, of which at least "
                                + Words.recall(policy().recallFloor()) + " is asked.")));
        return Html.element("div")
                .styled("verdict " + Words.grade(comparison.verdict()).style())
                .add(story);
    }

    private static Html term(String name, String text) {
        return Html.element("div").add(Html.element("dt", name), Html.element("dd", text));
    }

    private Html counts() {
        var table = new StackedTable("Counted work of " + comparison.subject().id())
                .column("counted")
                .number("old")
                .number("new")
                .number("change")
                .number("allowed")
                .column("verdict");
        for (CountChange change : comparison.counts()) {
            table.row(List.of(
                    text(change.count().words()),
                    text(Words.figure(change.count(), change.base())),
                    text(Words.figure(change.count(), change.candidate())),
                    text(Words.change(change)),
                    text(Words.limit(change.count().tolerance())),
                    change.grew() ? Grade.BAD.badge("grew") : Grade.GOOD.badge("as before")));
        }
        return table.html();
    }

    private Html estimates() {
        var table = new StackedTable("Estimates of " + comparison.subject().id())
                .column("measured")
                .number("blocks")
                .number("Hodges-Lehmann")
                .number("interval, signed-rank")
                .number("interval, bootstrap")
                .column("verdict")
                .column("ended because");
        table.row(estimate("first", comparison.first()));
        comparison.again().ifPresent(again -> table.row(estimate("again", again)));
        return table.html();
    }

    private static List<Html> estimate(String name, Round round) {
        return List.of(
                text(name),
                text(Integer.toString(round.estimate().blocks())),
                text(Words.change(round.estimate().ratio())),
                text(Words.between(round.estimate().interval())),
                text(Words.between(round.estimate().bootstrap())),
                Words.grade(round.verdict()).badge(round.verdict().name()),
                text(Words.stop(round.stop())));
    }

    private Html blocks() {
        var table = new StackedTable("Blocks of " + comparison.subject().id())
                .column("block")
                .number("old")
                .number("new")
                .number("change")
                .number("pairs")
                .number("new first")
                .number("calls")
                .number("warm-up calls")
                .column("warm")
                .number("place");
        var rounds = new ArrayList<Round>();
        rounds.add(comparison.first());
        comparison.again().ifPresent(rounds::add);
        for (int i = 0; i < rounds.size(); i++) {
            for (Block block : rounds.get(i).blocks()) {
                table.row(block(block, i == 0 ? "" : "again, "));
            }
        }
        return table.html();
    }

    private List<Html> block(Block block, String round) {
        long calls =
                block.pairs().stream().mapToLong(pair -> pair.base().calls()).sum();
        long newFirst = block.pairs().stream().filter(SlicePair::candidateFirst).count();
        return List.of(
                text(round + block.number()),
                text(median(block, SlicePair::base)),
                text(median(block, SlicePair::candidate)),
                text(Words.change(Math.exp(block.logRatio(comparison.measure())))),
                text(Integer.toString(block.pairs().size())),
                text(Long.toString(newFirst)),
                text(String.format(Locale.ROOT, "%,d", calls)),
                text(String.format(Locale.ROOT, "%,d", block.warmUpCalls())),
                text(block.flat() ? "yes" : "not quite"),
                text(Integer.toString(block.place() + 1)));
    }

    private String median(Block block, Function<SlicePair, SliceFigures> side) {
        double[] values = block.pairs().stream()
                .mapToDouble(pair -> side.apply(pair).of(comparison.measure())
                        / comparison.subject().perCall())
                .toArray();
        return Words.figure(comparison.measure(), Quantiles.median(values));
    }

    private String fingerprint() {
        return String.format(
                Locale.ROOT,
                "Old code %s, new code %s; Java %s and %s; %s store %s; seed %d; %s.",
                report.base().code(),
                report.candidate().code(),
                report.base().java(),
                report.candidate().java(),
                report.backend(),
                report.data().name(),
                report.seed(),
                report.environment().machine());
    }

    private static Html text(String text) {
        return Html.element("span", text);
    }
}
