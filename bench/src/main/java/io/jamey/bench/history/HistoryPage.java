package io.jamey.bench.history;

import io.jamey.bench.page.Axis;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.LineChart;
import io.jamey.bench.page.Page;
import io.jamey.bench.report.Quantity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A history as a web page in one file: what changed, and a chart of each figure.
public final class HistoryPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int COMMIT_CHARS = 10;

    private HistoryPage() {}

    /// The page of some figures.
    ///
    /// @param notes about the history as a whole, such as that machines are kept apart
    public static Page of(List<Changes> all, List<String> notes) {
        var page = new Page("Benchmark history");
        page.add(
                Html.element("h1", "Benchmark history"),
                Html.element("p", "Each figure of each operation, run after run, and where it changed.")
                        .styled("lead"));
        page.add(Page.list(notes).styled("note"));
        page.add(Html.element("h2", "What changed"), changes(all));
        var byKey = new LinkedHashMap<Series.Key, List<Changes>>();
        all.forEach(each -> byKey.computeIfAbsent(each.series().key(), _ -> new ArrayList<>())
                .add(each));
        byKey.forEach((key, figures) -> page.add(section(key, figures)));
        return page;
    }

    /// Time and commit of a reading, in words.
    public static String when(Series.Reading reading) {
        return TIME.format(reading.at())
                + reading.commit().map(commit -> ", " + shortened(commit)).orElse("");
    }

    private static String shortened(String commit) {
        boolean changed = commit.endsWith("+");
        return commit.length() <= COMMIT_CHARS ? commit : commit.substring(0, COMMIT_CHARS) + (changed ? "+" : "");
    }

    private static Html changes(List<Changes> all) {
        var rows = new ArrayList<Map.Entry<Instant, Html>>();
        for (Changes each : all) {
            for (Changes.Change change : each.changes()) {
                Figure figure = each.series().figure();
                rows.add(Map.entry(
                        change.first().at(),
                        Page.row(
                                "td",
                                List.of(
                                        each.series().key().operation(),
                                        figure.label(),
                                        figure.words(change.before()),
                                        figure.words(change.after()),
                                        Quantity.percent(change.share()),
                                        String.format(Locale.ROOT, "%.4f", change.p()),
                                        when(change.first())))));
            }
        }
        if (rows.isEmpty()) {
            return Html.element("p", "No figure changed beyond what chance does.")
                    .styled("verdict good");
        }
        rows.sort(Map.Entry.<Instant, Html>comparingByKey().reversed());
        return Page.table(
                List.of("operation", "figure", "before", "after", "change", "p", "since (UTC)"),
                rows.stream().map(Map.Entry::getValue).toList());
    }

    private static List<Html> section(Series.Key key, List<Changes> figures) {
        return List.of(
                Html.element("h2", key.operation()),
                Html.element("p", key.data() + "; " + key.machine()).styled("note"),
                Html.element("div")
                        .styled("charts")
                        .add(figures.stream().map(HistoryPage::chart).toList()));
    }

    private static Html chart(Changes changes) {
        Series series = changes.series();
        Figure figure = series.figure();
        var points = new ArrayList<LineChart.Point>();
        var levels = new ArrayList<LineChart.Point>();
        int segment = 0;
        double most = 0;
        for (int i = 0; i < series.readings().size(); i++) {
            Series.Reading reading = series.readings().get(i);
            if (segment < changes.changes().size()
                    && i == changes.changes().get(segment).at()) {
                segment++;
            }
            double level = changes.levels().get(segment);
            points.add(new LineChart.Point(
                    i + 1.0, reading.value(), figure.words(reading.value()) + ", " + when(reading)));
            levels.add(new LineChart.Point(i + 1.0, level, figure.words(level)));
            most = Math.max(most, reading.value());
        }
        int count = points.size();
        var marks = changes.changes().stream()
                .map(change -> new LineChart.Mark(change.at() + 1.0, Quantity.percent(change.share())))
                .toList();
        String title = figure.label() + (changes.enough() ? "" : ": too few runs to see a change");
        return new LineChart(
                        title,
                        runs(count),
                        Axis.fromZero("", most, figure::words),
                        List.of(
                                new LineChart.Curve(figure.label(), points),
                                new LineChart.Curve("median of its segment", levels, true)),
                        marks)
                .html();
    }

    /// From the first run to the last.
    private static Axis runs(int count) {
        int step = Math.max(1, (count + 5) / 6);
        var ticks = new ArrayList<Axis.Tick>();
        for (int run = 1; run <= count; run += step) {
            ticks.add(new Axis.Tick(run, String.valueOf(run)));
        }
        return new Axis("run", Axis.Scale.LINEAR, 0.5, count + 0.5, ticks);
    }
}
