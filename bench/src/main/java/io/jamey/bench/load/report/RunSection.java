package io.jamey.bench.load.report;

import io.jamey.bench.load.ActionFigures;
import io.jamey.bench.load.Latencies;
import io.jamey.bench.load.Load;
import io.jamey.bench.load.Moment;
import io.jamey.bench.load.RunResult;
import io.jamey.bench.page.Axis;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.LineChart;
import io.jamey.bench.page.LineChart.Curve;
import io.jamey.bench.page.LineChart.Point;
import io.jamey.bench.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The part of the page about one run: its figures by action, and how latencies are spread, over all requests and
/// over time.
final class RunSection {
    private static final List<Double> SHARES_SHOWN = List.of(0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999);

    private final RunResult run;

    RunSection(RunResult run) {
        this.run = run;
    }

    static String title(Load load) {
        return switch (load) {
            case Load.Closed _ -> load.label() + ", each waiting for its answer (closed loop)";
            case Load.Open(double _, Load.Arrivals arrivals) ->
                load.label() + " asked for, "
                        + switch (arrivals) {
                            case POISSON -> "at random moments";
                            case UNIFORM -> "at equal intervals";
                        }
                        + " (open loop)";
        };
    }

    List<Html> html() {
        var parts = new ArrayList<Html>();
        parts.add(Html.element("h3", title(run.load())));
        parts.add(LoadPage.verdict(run.verdict(), "These figures"));
        parts.add(Html.element("p", told()).styled("note"));
        parts.add(table());
        if (run.all().latency().count() > 0) {
            parts.add(Html.element("div").styled("charts").add(spread(), spreadByRequest(), overTime(), throughput()));
        }
        return parts;
    }

    private String told() {
        String told = String.format(
                Locale.ROOT,
                "Measured for %.1f s. The store held %,d memories at the beginning and %,d at the end.",
                run.seconds(),
                run.memories().before(),
                run.memories().after());
        return run.generator()
                .map(generator -> told + " Requests were sent when they were due; 99 of 100 no later than "
                        + LoadPage.micro(Words.quantile(generator.lag(), 0.99)) + " after that.")
                .orElse(told);
    }

    private Html table() {
        var rows = new ArrayList<Html>();
        run.actions().forEach(action -> rows.add(Page.row("td", cells(action.name(), action))));
        rows.add(Page.row("td", cells("all", run.all())).styled("total"));
        var heads = new ArrayList<>(List.of("request"));
        heads.addAll(LoadPage.HEADS);
        return Page.table(heads, rows);
    }

    static List<String> cells(String first, ActionFigures figures) {
        var cells = new ArrayList<String>();
        cells.add(first);
        cells.add(Words.perSecond(figures.perSecond()));
        Words.QUANTILES.forEach(share -> cells.add(LoadPage.micro(Words.quantile(figures.latency(), share))));
        cells.add(LoadPage.micro(Words.longest(figures.latency())));
        String failures = Words.failures(figures);
        cells.add(failures.isEmpty() ? "none" : failures);
        return cells;
    }

    private Html spread() {
        var curves = new ArrayList<Curve>();
        curves.add(curve("all", run.all().latency(), false));
        if (run.generator().isPresent()) {
            curves.add(curve("all, without waiting to be called", run.all().service(), true));
        }
        return spread("Share of the requests answered within a time", curves);
    }

    private Html spreadByRequest() {
        return spread(
                "The same, by request",
                run.actions().stream()
                        .map(action -> curve(action.name(), action.latency(), false))
                        .toList());
    }

    private static Html spread(String title, List<Curve> curves) {
        double inverse = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        var ticks = SHARES_SHOWN.stream()
                .filter(share -> 1 / (1 - share) <= inverse)
                .map(share -> new Axis.Tick(1 / (1 - share), percent(share)))
                .toList();
        return new LineChart(
                        title,
                        new Axis(
                                "share of the requests, the slowest to the right",
                                Axis.Scale.LOGARITHMIC,
                                1,
                                Math.max(2, inverse),
                                ticks),
                        times(curves),
                        curves,
                        List.of())
                .html();
    }

    private static Curve curve(String name, Latencies latencies, boolean dashed) {
        return new Curve(
                name,
                latencies.curve().stream()
                        .map(point -> new Point(
                                1 / (1 - point.share()),
                                point.nanos(),
                                percent(point.share()) + " within "
                                        + LoadPage.micro(Words.time((double) point.nanos()))))
                        .toList(),
                dashed);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f", share * 100).replaceFirst("\\.?0+$", "") + " %";
    }

    private Html overTime() {
        var curves = List.of(
                curve("half of the requests within", Moment::medianNanos), curve("the slowest", Moment::maxNanos));
        return new LineChart(
                        "Latency over time, by when requests were due", seconds(), times(curves), curves, List.of())
                .html();
    }

    private Curve curve(String name, ToDoubleFunction<Moment> value) {
        return new Curve(
                name,
                run.moments().stream()
                        .filter(moment -> moment.sent() > 0)
                        .map(moment -> new Point(
                                moment.second(),
                                value.applyAsDouble(moment),
                                LoadPage.micro(Words.time(value.applyAsDouble(moment)))
                                        + String.format(Locale.ROOT, " at %.1f s", moment.second())))
                        .toList());
    }

    private Html throughput() {
        var curve = new Curve(
                "answered",
                run.moments().stream()
                        .map(moment -> new Point(
                                moment.second(),
                                moment.perSecond(),
                                Words.perSecond(moment.perSecond())
                                        + String.format(Locale.ROOT, " a second at %.1f s", moment.second())))
                        .toList());
        double most = curve.points().stream().mapToDouble(Point::y).max().orElse(1);
        return new LineChart(
                        "Requests answered a second, over time",
                        seconds(),
                        Axis.fromZero("answered a second", most, value -> String.format(Locale.ROOT, "%,.0f", value)),
                        List.of(curve),
                        List.of())
                .html();
    }

    private Axis seconds() {
        return Axis.fromZero(
                "seconds since measuring began",
                run.seconds(),
                value -> String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", ""));
    }

    /// An axis of times on which all points of the curves lie.
    static Axis times(List<Curve> curves) {
        return Axis.logarithmic(
                "latency",
                nanos(curves).min().orElse(1),
                nanos(curves).max().orElse(1),
                nanos -> LoadPage.micro(Words.tick(nanos)));
    }

    private static DoubleStream nanos(List<Curve> curves) {
        return curves.stream().flatMap(curve -> curve.points().stream()).mapToDouble(point -> Math.max(1, point.y()));
    }
}
