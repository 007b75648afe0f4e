package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.report.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One look at a server, in lines that fit the terminal. What the server did not tell has no line.
final class TopFrame {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final double NANOS = 1e6;
    private static final int NAME_WIDTH = 10;
    private static final int SUMMARY_LINES = 3;
    private static final String NONE = "-";
    private static final String OVER = "OVER";

    private final Surroundings surroundings;
    private final Style style;
    private final int columns;

    TopFrame(Surroundings surroundings) {
        this.surroundings = surroundings;
        style = surroundings.style();
        columns = surroundings.terminal().columns();
    }

    List<String> of(URI server, LiveReading reading) {
        LiveFields live = reading.live();
        var lines = new ArrayList<String>();
        lines.add(style.strong(server.toString())
                + live.text("time").map(TopFrame::at).orElse("")
                + live.number("seconds", seconds -> ", the last " + Quantity.number(seconds) + " s")
                        .orElse(""));
        lines.addAll(named("server", server(reading)));
        lines.addAll(named("process", process(live.part("process"))));
        lines.add("");
        lines.addAll(operations(live.part("operations")));
        lines.add("");
        reading.alerts().ifPresent(said -> lines.addAll(alerts(server, said.items("items"))));
        lines.addAll(named("cache", cache(live.part("cache"))));
        lines.addAll(named("index", index(live.part("store"))));
        lines.addAll(named("storage", storage(live.part("store"))));
        lines.addAll(named("errors", counts(live.part("errors"))));
        lines.addAll(named("rejected", counts(live.part("rejected"))));
        return lines;
    }

    /// While it does not answer: what was seen before is old, and is not shown.
    List<String> away(URI server, Instant since, String why) {
        var lines = new ArrayList<String>();
        lines.add(style.strong(server.toString()) + " "
                + style.bad("not reachable since " + CLOCK.format(since) + ", trying again"));
        lines.addAll(new DisplayText(surroundings.terminal()).wrap(DisplayText.clean(why), columns, SUMMARY_LINES));
        return lines;
    }

    private static List<String> server(LiveReading reading) {
        LiveFields status = reading.status().orElse(new LiveFields(Map.of()));
        Optional<Instant> now = reading.live().text("time").map(Instant::parse);
        return told(
                now.flatMap(time -> status.number("uptime_seconds")
                        .map(up -> "up since " + MemoryView.time(time.minusSeconds(up.longValue())) + " UTC")),
                status.number("requests_in_flight", requests -> "requests in flight " + Quantity.number(requests)));
    }

    private static List<String> process(LiveFields process) {
        return told(
                process.number("cpu", share -> "cpu " + share(share)),
                process.number("heap_bytes_live", bytes -> "memory " + Quantity.bytes(bytes) + " needed"),
                process.number("heap_bytes_used", bytes -> Quantity.bytes(bytes) + " with garbage"),
                process.number("heap_bytes_max", bytes -> "at most " + Quantity.bytes(bytes)),
                process.number("gc_pause_ms", pause -> "stopped " + millis(pause) + " to collect"));
    }

    private static List<String> cache(LiveFields cache) {
        return told(
                cache.number("hit_rate", rate -> share(rate) + " hits"),
                cache.number("entries", entries -> Quantity.number(entries) + " entries"),
                cache.number("bytes", Quantity::bytes),
                cache.number("bytes_max", bytes -> "at most " + Quantity.bytes(bytes)),
                cache.number("stale", stale -> Quantity.number(stale) + " stale"),
                cache.number("evictions", evictions -> Quantity.number(evictions) + " evicted"));
    }

    private static List<String> index(LiveFields store) {
        return told(
                store.number("index_bytes", Quantity::bytes),
                store.number("recall_sampled", recall -> "recall at least " + share(recall) + " of samples"));
    }

    private static List<String> storage(LiveFields store) {
        return told(
                store.text("backend"),
                store.number("memories", memories -> "memories " + Quantity.number(memories)),
                store.number("namespaces", namespaces -> "namespaces " + Quantity.number(namespaces)),
                store.number("bytes_total", bytes -> Quantity.bytes(bytes) + " on disk"),
                store.number("bytes_live", bytes -> Quantity.bytes(bytes) + " in use"));
    }

    private static List<String> counts(LiveFields counts) {
        return counts.names().stream()
                .flatMap(name -> counts.number(name, count -> name + " " + Quantity.number(count)).stream())
                .toList();
    }

    /// Those that were called, or have a budget.
    private List<String> operations(LiveFields operations) {
        var table = new Table()
                .column("operation")
                .number("per second")
                .number("p50")
                .number("p95")
                .number("p99")
                .number("budget")
                .column("")
                .number("errors");
        var over = new ArrayList<Boolean>(List.of(false)); // the heading
        for (String name : operations.names()) {
            LiveFields figures = operations.part(name);
            if (figures.number("count").orElse(0.0) == 0
                    && figures.number("budget_ms").isEmpty()) {
                continue;
            }
            over.add(isOver(figures));
            table.row(
                    name,
                    figures.number("rate", Quantity::number).orElse(NONE),
                    figures.number("p50_ms", TopFrame::millis).orElse(NONE),
                    figures.number("p95_ms", TopFrame::millis).orElse(NONE),
                    figures.number("p99_ms", TopFrame::millis).orElse(NONE),
                    figures.number("budget_ms", TopFrame::millis).orElse(NONE),
                    isOver(figures) ? OVER : "",
                    figures.number("errors", Quantity::number).orElse(NONE));
        }
        List<String> lines = printed(table);
        for (int i = 0; i < over.size(); i++) {
            if (over.get(i)) {
                lines.set(i, style.bad(lines.get(i)));
            }
        }
        return lines;
    }

    private static boolean isOver(LiveFields figures) {
        Optional<Double> budget = figures.number("budget_ms");
        return budget.isPresent() && figures.number("p99_ms").orElse(0.0) > budget.get();
    }

    private List<String> printed(Table table) {
        var text = new ByteArrayOutputStream();
        table.print(new Surroundings(
                surroundings.in(),
                new PrintStream(text, false, UTF_8),
                surroundings.err(),
                surroundings.terminal(),
                surroundings.environment(),
                surroundings.home(),
                surroundings.temporary(),
                surroundings.command()));
        return new ArrayList<>(text.toString(UTF_8).lines().toList());
    }

    private List<String> alerts(URI server, List<LiveFields> alerts) {
        if (alerts.isEmpty()) {
            return named("alerts", List.of("none"));
        }
        var lines = new ArrayList<String>();
        for (LiveFields alert : alerts) {
            String state = alert.text("state").orElse("");
            var words = new StringBuilder(alert.text("severity").orElse(""))
                    .append(", ")
                    .append(state);
            alert.text("since").ifPresent(since -> words.append(" since").append(at(since)));
            words.append(": ")
                    .append(alert.text("summary").or(() -> alert.text("name")).orElse(""));
            List<String> figures = figures(alert);
            words.append(figures.isEmpty() ? "" : " (" + String.join(", ", figures) + ")");
            new DisplayText(surroundings.terminal())
                    .wrap(DisplayText.clean(words.toString()), columns, SUMMARY_LINES)
                    .forEach(line -> lines.add(state.equals("firing") ? style.bad(line) : line));
            // whole, however long it is: half an address is of no use
            alert.text("runbook").ifPresent(path -> lines.add("  what to do: " + server + DisplayText.clean(path)));
        }
        lines.add("");
        return lines;
    }

    private static List<String> figures(LiveFields alert) {
        LiveFields labels = alert.part("labels");
        return Stream.concat(
                        told(
                                alert.number("value", value -> "value " + Quantity.number(value)),
                                alert.number("threshold", limit -> "limit " + Quantity.number(limit)))
                                .stream(),
                        labels.names().stream()
                                .map(name -> name + " " + labels.text(name).orElse("")))
                .toList();
    }

    /// A name and what is said of it, in as many lines as it takes; none when nothing is said.
    private List<String> named(String name, List<String> parts) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String part : parts) {
            String clean = DisplayText.clean(part);
            if (!line.isEmpty() && NAME_WIDTH + DisplayText.width(line + ", " + clean) >= columns) {
                lines.add(line.append(',').toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(clean);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, style.dim(DisplayText.padded(i == 0 ? name : "", NAME_WIDTH, false)) + lines.get(i));
        }
        return lines;
    }

    @SafeVarargs
    private static List<String> told(Optional<String>... parts) {
        var told = new ArrayList<String>();
        for (Optional<String> part : parts) {
            part.ifPresent(told::add);
        }
        return told;
    }

    private static String at(String time) {
        return " " + TIME.format(Instant.parse(time)) + " UTC";
    }

    private static String millis(double millis) {
        return Quantity.nanos(millis * NANOS);
    }

    private static String share(double part) {
        return String.format(Locale.ROOT, "%.1f %%", part * 100);
    }
}
