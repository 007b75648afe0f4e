package io.jamey.bench.report.page;

import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.Estimate;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.gate.SlicePair;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.page.Axis;
import io.jamey.bench.page.DotPlot;
import io.jamey.bench.page.Estimated;
import io.jamey.bench.page.Grade;
import io.jamey.bench.page.Histograms;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.IntervalBar;
import io.jamey.bench.page.Limit;
import io.jamey.bench.page.Trace;
import io.jamey.bench.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The pictures of one comparison.
record ComparisonCharts(Comparison comparison, Policy policy) {
    private static final int BASE = 1;
    private static final int CANDIDATE = 2;
    /// Of the slices' times at either end: they would squeeze the others.
    private static final double OUTSIDE = 0.03;
    /// The least and the greatest change that bars of the index show.
    private static final double SHOWN_MIN = -0.3;
    private static final double SHOWN_MAX = 0.5;

    /// The axis of all bars of an index, so that they can be compared.
    static Axis barAxis(List<Round> rounds, Limits limits) {
        double least = -limits.failAbove();
        double most = 2 * limits.failAbove();
        for (Round round : rounds) {
            least = Math.min(least, round.estimate().interval().low() - 1);
            most = Math.max(most, round.estimate().interval().high() - 1);
        }
        double from = Math.max(least, Math.min(SHOWN_MIN, -limits.failAbove()));
        double to = Math.min(most, Math.max(SHOWN_MAX, 2 * limits.failAbove()));
        return new Axis("", Axis.Scale.LINEAR, from * 1.1, to * 1.05, List.of());
    }

    /// Its interval against the limits.
    static Html bar(Round round, Verdict verdict, Axis axis, Limits limits) {
        var marks = List.of(
                new Limit(0, "0", Grade.GOOD),
                new Limit(limits.warnAbove(), "", Grade.WARN),
                new Limit(limits.failAbove(), Words.limit(limits.failAbove()), Grade.BAD));
        return new IntervalBar(axis, marks, estimated(round.estimate(), verdict)).html();
    }

    private static Estimated estimated(Estimate estimate, Verdict verdict) {
        return new Estimated(
                estimate.ratio() - 1,
                estimate.interval().isBounded() ? estimate.interval().low() - 1 : Double.NEGATIVE_INFINITY,
                estimate.interval().high() - 1,
                Words.grade(verdict),
                verdict + ": " + Words.change(estimate.ratio()) + ", interval " + Words.between(estimate.interval()));
    }

    List<Html> html() {
        return List.of(
                dots().styled("tall")
                        .add(
                                Html.element(
                                        "p",
                                        "Each dot is one block: a fresh pair of JVMs, old beside new. Right of 0: the new code took"
                                                + " more. The bar below is the interval that the true change lies in, its sign the"
                                                + " estimate (Hodges-Lehmann). Coloured zones begin at the limits of WARN and FAIL.")),
                histograms()
                        .add(Html.element(
                                "p",
                                "How often slices took so long; the line is the median. The outermost columns hold also what"
                                        + " lies beyond.")),
                trace().add(Html.element(
                        "p",
                        "Every slice in the order of measuring, block by block; lines are the blocks' medians. A"
                                + " slope or a jump that both sides share is the machine, not the code.")));
    }

    private Html dots() {
        var groups = new ArrayList<DotPlot.DotGroup>();
        boolean twice = comparison.again().isPresent();
        groups.add(group(twice ? "first measurement" : "", comparison.first()));
        comparison.again().ifPresent(again -> groups.add(group("measured again, which counts", again)));
        Limits limits = policy.limits();
        double[] shown = DoubleStream.concat(
                        DoubleStream.of(-limits.warnAbove(), limits.failAbove() * 1.2),
                        groups.stream().flatMapToDouble(ComparisonCharts::values))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new DotPlot(
                        "Change of " + Words.measure(comparison.measure()) + ", block by block",
                        Axis.linear(
                                "less   \u2190   than the old code   \u2192   more",
                                shown[0],
                                last(shown),
                                Words::limit),
                        List.of(
                                new Limit(0, "", Grade.GOOD),
                                new Limit(limits.warnAbove(), "WARN", Grade.WARN),
                                new Limit(limits.failAbove(), "FAIL", Grade.BAD)),
                        groups)
                .html();
    }

    private static DoubleStream values(DotPlot.DotGroup group) {
        return DoubleStream.concat(
                group.dots().stream().mapToDouble(DotPlot.Dot::value),
                DoubleStream.of(group.together().low(), group.together().high()));
    }

    private static double last(double... values) {
        return values[values.length - 1];
    }

    private DotPlot.DotGroup group(String title, Round round) {
        var findings = new Findings(comparison, policy);
        return new DotPlot.DotGroup(
                title,
                round.blocks().stream()
                        .map(block -> new DotPlot.Dot(
                                Integer.toString(block.number()),
                                Math.exp(block.logRatio(comparison.measure())) - 1,
                                findings.says(block)))
                        .toList(),
                estimated(round.estimate(), round.verdict()));
    }

    private Html histograms() {
        List<Double> base = slices(SlicePair::base);
        List<Double> candidate = slices(SlicePair::candidate);
        return new Histograms(
                        "How the slices are spread, old and new",
                        axis(),
                        List.of(
                                values("old", BASE, base, comparison.base(comparison.measure())),
                                values("new", CANDIDATE, candidate, comparison.candidate(comparison.measure()))))
                .html();
    }

    private Histograms.Values values(String name, int curve, List<Double> values, double middle) {
        return new Histograms.Values(
                name, curve, values, middle, name + ", median " + Words.figure(comparison.measure(), middle));
    }

    private List<Double> slices(Function<SlicePair, SliceFigures> side) {
        return comparison.judged().blocks().stream()
                .flatMap(block -> block.pairs().stream())
                .map(pair -> each(side.apply(pair)))
                .toList();
    }

    /// What one operation took in a slice.
    private double each(SliceFigures slice) {
        return slice.of(comparison.measure()) / comparison.subject().perCall();
    }

    private Axis axis() {
        double[] all = Stream.concat(slices(SlicePair::base).stream(), slices(SlicePair::candidate).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        Measure measure = comparison.measure();
        return Axis.linear(
                Words.measure(measure) + " of one operation",
                Quantiles.of(all, OUTSIDE),
                Quantiles.of(all, 1 - OUTSIDE),
                value -> Words.figure(measure, value));
    }

    private Html trace() {
        return new Trace(
                        "Slices one after the other",
                        "block",
                        axis(),
                        comparison.judged().blocks().stream().map(this::section).toList())
                .html();
    }

    private Trace.Section section(Block block) {
        return new Trace.Section(
                Integer.toString(block.number()),
                List.of(
                        series("old", BASE, block, SlicePair::base),
                        series("new", CANDIDATE, block, SlicePair::candidate)));
    }

    private Trace.Series series(String name, int curve, Block block, Function<SlicePair, SliceFigures> side) {
        double[] values = block.pairs().stream()
                .mapToDouble(pair -> each(side.apply(pair)))
                .toArray();
        return new Trace.Series(
                name,
                curve,
                Arrays.stream(values)
                        .mapToObj(
                                value -> new Trace.Value(value, name + " " + Words.figure(comparison.measure(), value)))
                        .toList(),
                Quantiles.median(values));
    }
}
