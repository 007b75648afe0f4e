package io.jamey.bench.load.report;

import io.jamey.bench.load.Latencies;
import io.jamey.bench.load.Load;
import io.jamey.bench.load.LoadReport;
import io.jamey.bench.load.RunResult;
import io.jamey.bench.load.Verdict;
import io.jamey.bench.page.Axis;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.LineChart;
import io.jamey.bench.page.LineChart.Curve;
import io.jamey.bench.page.LineChart.Point;
import io.jamey.bench.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// A load test as a web page for people who have never seen one.
public final class LoadPage {
    static final List<String> HEADS = List.of("answered/s", "p50", "p95", "p99", "p99.9", "max", "failures");

    private static final double TYPICAL_SHARE = 0.7;

    private final LoadReport report;

    private LoadPage(LoadReport report) {
        this.report = report;
    }

    public static Page of(LoadReport report) {
        return new LoadPage(report).page();
    }

    private Page page() {
        var page = new Page("Load test of Jamey, " + report.target())
                .add(
                        Html.element("h1", "How the " + report.target() + " store bears load"),
                        Html.element("p", subject()).styled("lead note"),
                        verdict(report.verdict(), "The figures of the runs named here"),
                        cards())
                .add(overview())
                .add(Html.element("h2", "How to read this"), explanation())
                .add(Html.element("h2", "Each run"));
        report.runs().forEach(run -> page.add(new RunSection(run).html()));
        return page.add(Html.element("footer")
                .add(
                        Html.element("p", report.machine().toString()),
                        Html.element(
                                "p",
                                String.format(
                                        Locale.ROOT,
                                        "Mix %s; seed %d; warm-up %d ms, timeout %d ms, at most %,d requests in flight.",
                                        report.settings().mix(),
                                        report.settings().seed(),
                                        report.settings().warmUp().toMillis(),
                                        report.settings().timeout().toMillis(),
                                        report.settings().inFlightMax()))));
    }

    private String subject() {
        return String.format(
                Locale.ROOT,
                "%,d made-up memories with embeddings of %,d numbers, in %,d namespaces. Each run begins with the same"
                        + " store.",
                report.shape().rows(),
                report.shape().dimension(),
                report.shape().namespaces());
    }

    /// A verdict in words, in its colour.
    ///
    /// @param figures what is not to be used when it is invalid
    static Html verdict(Verdict verdict, String figures) {
        var box = Html.element("div");
        switch (verdict.status()) {
            case VALID ->
                box.styled("verdict good")
                        .add(
                                Html.element("b", "Valid. "),
                                Html.element(
                                        "span",
                                        "Nothing was lost, every answer was right, and the load was what"
                                                + " was asked for."));
            case INVALID ->
                box.styled("verdict warn")
                        .add(
                                Html.element("b", "Invalid. "),
                                Html.element(
                                        "span",
                                        figures + " say how the load was made, not how the store is."
                                                + " Do not use them."));
            case FAILED ->
                box.styled("verdict bad")
                        .add(
                                Html.element("b", "Failed. "),
                                Html.element("span", "The store lost something, answered wrongly or broke down."));
        }
        if (!verdict.reasons().isEmpty()) {
            box.add(Page.list(verdict.reasons()));
        }
        verdict.remarks().forEach(remark -> box.add(Html.element("p", micro(remark))));
        return box;
    }

    private Html cards() {
        var cards = Html.element("div").styled("cards");
        report.maximum()
                .ifPresent(maximum -> cards.add(card(
                        Words.perSecond(maximum) + "/s", "the most requests answered a second, by waiting clients")));
        typical().ifPresent(run -> {
            Latencies latency = run.all().latency();
            cards.add(
                    card(
                            micro(Words.quantile(latency, 0.5)),
                            "half of all requests are faster, at " + run.load().label()),
                    card(
                            micro(Words.quantile(latency, 0.99)),
                            "99 of 100 are faster, at " + run.load().label()),
                    card(
                            micro(Words.longest(latency)),
                            "the slowest of all, at " + run.load().label()));
        });
        return cards;
    }

    /// The open run that is nearest to the share of the maximum at which one would use a store; without any, the
    /// run that got the most done.
    private Optional<RunResult> typical() {
        double wished = report.maximum().orElse(0) * TYPICAL_SHARE;
        return report.runs().stream()
                .filter(run -> run.load() instanceof Load.Open)
                .min((a, b) -> Double.compare(Math.abs(rate(a) - wished), Math.abs(rate(b) - wished)))
                .or(() -> report.runs().stream()
                        .max((a, b) ->
                                Double.compare(a.all().perSecond(), b.all().perSecond())));
    }

    private static Html card(String figure, String means) {
        return Html.element("div").styled("card").add(Html.element("b", figure), Html.element("span", means));
    }

    private List<Html> overview() {
        var parts = new ArrayList<Html>();
        List<RunResult> closed = runs(Load.Closed.class);
        List<RunResult> open = runs(Load.Open.class);
        var charts = Html.element("div").styled("charts");
        if (closed.size() > 1) {
            charts.add(
                    throughput("More clients, more answers, until the store is busy", "clients", closed),
                    latency("More clients, longer waits", "clients", closed));
        }
        if (open.size() > 1) {
            charts.add(
                    throughput("Answered as asked for, until the store is busy", "asked for a second", open),
                    latency("How long answers take as more is asked for", "asked for a second", open));
        }
        parts.add(Html.element("h2", "All runs"));
        if (closed.size() > 1 || open.size() > 1) {
            parts.add(charts);
        }
        var heads = new ArrayList<>(List.of("load"));
        heads.addAll(HEADS);
        heads.add("verdict");
        parts.add(Page.table(
                heads,
                report.runs().stream()
                        .map(run -> {
                            var cells = RunSection.cells(run.load().label(), run.all());
                            cells.add(run.verdict().status().name().toLowerCase(Locale.ROOT));
                            return Page.row("td", cells);
                        })
                        .toList()));
        return parts;
    }

    private List<RunResult> runs(Class<? extends Load> kind) {
        return report.runs().stream()
                .filter(run ->
                        kind.isInstance(run.load()) && run.all().latency().count() > 0)
                .sorted((a, b) -> Double.compare(rate(a), rate(b)))
                .toList();
    }

    /// Clients, or requests a second.
    private static double rate(RunResult run) {
        return switch (run.load()) {
            case Load.Closed(int clients) -> clients;
            case Load.Open(double perSecond, Load.Arrivals _) -> perSecond;
        };
    }

    private static Html throughput(String title, String loads, List<RunResult> runs) {
        var curve = curve("answered a second", runs, run -> run.all().perSecond(), Words::perSecond);
        double most = curve.points().stream().mapToDouble(Point::y).max().orElse(1);
        return new LineChart(
                        title,
                        loads(loads, runs),
                        Axis.fromZero("answered a second", most, value -> String.format(Locale.ROOT, "%,.0f", value)),
                        List.of(curve),
                        List.of())
                .html();
    }

    private static Html latency(String title, String loads, List<RunResult> runs) {
        var curves = new ArrayList<Curve>();
        for (double share : Words.QUANTILES) {
            curves.add(curve(
                    name(share),
                    runs.stream()
                            .filter(run -> run.all().latency().quantile(share).isPresent())
                            .toList(),
                    run -> {
                        OptionalLong nanos = run.all().latency().quantile(share);
                        return nanos.orElseThrow();
                    },
                    nanos -> micro(Words.time(nanos))));
        }
        return new LineChart(title, loads(loads, runs), RunSection.times(curves), curves, List.of()).html();
    }

    private static String name(double share) {
        return "p" + String.format(Locale.ROOT, "%.1f", share * 100).replaceFirst("\\.0$", "");
    }

    private static Curve curve(
            String name, List<RunResult> runs, ToDoubleFunction<RunResult> value, DoubleFunction<String> says) {
        return new Curve(
                name,
                runs.stream()
                        .map(run -> new Point(
                                rate(run),
                                value.applyAsDouble(run),
                                says.apply(value.applyAsDouble(run)) + " at "
                                        + run.load().label()))
                        .toList());
    }

    private static Axis loads(String title, List<RunResult> runs) {
        return Axis.fromZero(
                title,
                runs.stream().mapToDouble(LoadPage::rate).max().orElse(1),
                value -> String.format(Locale.ROOT, "%,.0f", value));
    }

    private Html explanation() {
        var parts = new ArrayList<String>();
        parts.add("p50, p95, p99, p99.9: so many percent of the requests were answered within this time. p99 = 5 ms"
                + " means that 1 request in 100 took longer than 5 ms. Where fewer than ten requests lie beyond, a"
                + " figure would be about single requests; \"too few\" stands there instead.");
        parts.add("Closed loop: a number of clients, each of which sends its next request when it has the answer to"
                + " the last. It finds the most the store can do. Its latencies are too friendly: while the store is"
                + " slow, the clients ask less.");
        parts.add("Open loop: requests are due at moments that were fixed before the run, whatever the store does, as"
                + " from many users who know nothing of each other. Latency counts from the moment a request was due"
                + " to its answer, so a pause of the store counts for everybody who would have been kept waiting by"
                + " it.");
        parts.add("Invalid means that the load was not what was asked for, because this machine was too busy to send"
                + " it. Failed means that something was lost or wrong: each answer is checked, and after each run the"
                + " store must hold what it has acknowledged, no more and no less.");
        return Page.list(parts);
    }

    /// Microseconds as the page writes them.
    static String micro(String words) {
        return words.replace(" us", " µs");
    }
}
