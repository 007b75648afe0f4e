package io.jamey.bench.report.page;

import io.jamey.bench.measuring.Figures;
import io.jamey.bench.page.Axis;
import io.jamey.bench.page.Bars;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.Trace;
import io.jamey.bench.statistics.Quantiles;
import io.jamey.bench.work.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Everything about one operation of a run.
///
/// @param anchor its name in addresses on this page
record RunSection(Figures figures, String anchor) {
    /// Slices that differ by more are worth a word.
    private static final double UNSTEADY = 0.05;
    /// Processor time below this share of the median: it waits more than it works.
    private static final double WAITING = 0.5;

    private static final double SEVERAL = 1.3;

    Html html(FlameGraphs flames) {
        var section = Html.element("section")
                .attribute("id", anchor)
                .add(
                        Html.element("h2", figures.benchmark().id()),
                        Html.element("p", figures.benchmark().does()).styled("note"),
                        Html.element("p", story()),
                        Html.element("div").styled("charts").add(bars(), trace()),
                        numbers());
        flames.link(figures.benchmark().id()).ifPresent(section::add);
        return section.add(Html.element("p")
                .add(Html.element("a", "Back to all operations").attribute("href", "#index")));
    }

    private String story() {
        String times = "Half of the calls took " + Words.time(figures.median()) + " or less, 95 of 100 "
                + Words.time(figures.p95()) + " or less, 99 of 100 " + Words.time(figures.p99()) + " or less. ";
        String steady = figures.spread() > UNSTEADY
                ? "From slice to slice this varied by " + Words.share(figures.spread())
                        + ": the machine was not quiet, or the operation is uneven. "
                : "From slice to slice this hardly varied (" + Words.share(figures.spread()) + "). ";
        double working = figures.cpu() / figures.median();
        String waits = working < WAITING
                ? "Processors worked for " + Words.time(figures.cpu()) + " of it: it mostly waits"
                        + (figures.benchmark().waits() ? ", for the disk." : ".")
                : working > SEVERAL
                        ? "Processors worked for " + Words.time(figures.cpu())
                                + ", more than the median: several threads share the work, or few slow calls take"
                                + " much of it."
                        : "";
        return times + steady + waits;
    }

    private Html bars() {
        var bars = new ArrayList<Bars.Bar>();
        bars.add(bar("median", figures.median()));
        bars.add(bar("p95", figures.p95()));
        bars.add(bar("p99", figures.p99()));
        RunPage.budget(figures)
                .ifPresent(nanos -> bars.add(new Bars.Bar("budget", nanos, Words.time(nanos), "curve1", true)));
        return new Bars("Time of one operation, on the wall", bars).html();
    }

    private static Bars.Bar bar(String label, double nanos) {
        return new Bars.Bar(label, nanos, Words.time(nanos), "curve1", false);
    }

    private Html trace() {
        List<Double> slices = figures.slices();
        double middle = Quantiles.median(
                slices.stream().mapToDouble(Double::doubleValue).toArray());
        return new Trace(
                        "Median of each slice, one after the other",
                        "slices in the order of measuring; the line is the middle",
                        Axis.linear("", Collections.min(slices), Collections.max(slices), Words::time),
                        List.of(new Trace.Section(
                                "",
                                List.of(new Trace.Series(
                                        "slice",
                                        1,
                                        slices.stream()
                                                .map(slice -> new Trace.Value(slice, Words.time(slice)))
                                                .toList(),
                                        middle)))))
                .html();
    }

    private Html numbers() {
        var facts = new Fingerprints()
                .fact(
                        "Measured",
                        Words.counted(figures.calls(), "call") + " in "
                                + Words.counted(figures.slices().size(), "slice")
                                + (figures.benchmark().perCall() > 1
                                        ? String.format(
                                                Locale.ROOT,
                                                "; each call is %,d operations, and figures are for one",
                                                figures.benchmark().perCall())
                                        : ""))
                .fact("Processor time", Words.time(figures.cpu()));
        for (Count count : Count.values()) {
            facts.fact(capital(count.words()), Words.counted(figures.work(), count));
        }
        figures.recall().ifPresent(recall -> facts.fact("Recall", Words.recall(recall)));
        return facts.html();
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
