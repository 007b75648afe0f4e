package io.jamey.cli;

import io.jamey.bench.history.Changes;
import io.jamey.bench.history.EDivisive;
import io.jamey.bench.history.History;
import io.jamey.bench.history.HistoryPage;
import io.jamey.bench.history.Series;
import io.jamey.bench.report.Quantity;
import io.jamey.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey bench history`: what runs of `bench --history` say together.
@Command(
        description = {
            "Show the figures that 'bench --history FILE' has gathered, and since which run they are others: change"
                    + " points by E-divisive with means, with a permutation test."
        },
        sortOptions = false)
final class BenchHistoryCommand implements Callable<Integer> {
    private static final int SPARKS = 40;

    /// What is printed.
    enum Format {
        text,
        json
    }

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The history, a run on each line")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--operation", paramLabel = "REGEX", description = "Only operations whose names match")
    private Pattern operation = Pattern.compile("");

    @Option(
            names = "--significance",
            paramLabel = "P",
            description = "How often a figure that has not changed may be called changed, 0.001 to 0.05. Default:"
                    + " ${DEFAULT-VALUE}")
    private double significance = 0.001;

    @Option(names = "--seed", paramLabel = "S", description = "Of the permutations. Default: ${DEFAULT-VALUE}")
    private long seed = 42;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
    private Format format = Format.text;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw charts on a page, too")
    private @Nullable Path html;

    BenchHistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var method = new EDivisive(significance, seed);
        History history = History.read(file);
        List<Changes> all = history.series().stream()
                .filter(series -> operation.matcher(series.key().operation()).find())
                .sorted(Comparator.comparing((Series series) -> series.key().machine()))
                .map(series -> Changes.of(series, method))
                .toList();
        history.damaged()
                .forEach(damage -> surroundings
                        .err()
                        .println(file + ", line " + damage.line() + ", is damaged and left out: "
                                + DisplayText.clean(damage.why())));
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "the history has no operation that matches '" + operation + "', in " + runs(history));
        }
        List<String> notes = notes(history, method);
        switch (format) {
            case json -> surroundings.out().println(Json.write(document(all, history, method)));
            case text -> show(all, notes);
        }
        if (html != null) {
            HistoryPage.of(all, notes).write(html);
            surroundings.err().println(html);
        }
        return ExitCode.OK;
    }

    private static String runs(History history) {
        return history.runs().size() == 1 ? "1 run" : history.runs().size() + " runs";
    }

    private List<String> notes(History history, EDivisive method) {
        var notes = new ArrayList<String>();
        notes.add(runs(history) + ". Changes by E-divisive with means: significance " + significance + ", "
                + String.format(Locale.ROOT, "%,d", method.permutations()) + " permutations, seed " + seed
                + ". A series needs " + method.pointsNeeded() + " runs.");
        if (history.machines().size() > 1) {
            notes.add("Runs of " + history.machines().size() + " machines, each a series of its own: "
                    + String.join("; ", history.machines()) + ".");
        }
        if (!history.damaged().isEmpty()) {
            notes.add("Damaged lines are left out: "
                    + String.join(
                            ", ",
                            history.damaged().stream()
                                    .map(damage -> String.valueOf(damage.line()))
                                    .toList())
                    + ".");
        }
        return notes;
    }

    private void show(List<Changes> all, List<String> notes) {
        notes.forEach(note -> surroundings.out().println(note));
        var machines = new LinkedHashMap<String, List<Changes>>();
        all.forEach(each -> machines.computeIfAbsent(
                        each.series().key().data() + "; " + each.series().key().machine(), _ -> new ArrayList<>())
                .add(each));
        machines.forEach((heading, series) -> {
            surroundings.out().println();
            surroundings.out().println(surroundings.style().bold(DisplayText.clean(heading)));
            var table = new Table()
                    .column("operation")
                    .column("figure")
                    .number("runs")
                    .column("")
                    .number("last")
                    .column("changed");
            String last = "";
            for (Changes each : series) {
                String name = each.series().key().operation();
                table.row(
                        name.equals(last) ? "" : name,
                        each.series().figure().label(),
                        String.valueOf(each.series().readings().size()),
                        Sparkline.of(
                                each.series().values(),
                                SPARKS,
                                surroundings.terminal().unicode()),
                        each.series().figure().words(each.series().last().value()),
                        changed(each));
                last = name;
            }
            table.print(surroundings);
        });
    }

    /// The newest change, and how many there were before.
    private static String changed(Changes each) {
        if (!each.enough()) {
            return "too few runs";
        }
        if (each.changes().isEmpty()) {
            return "";
        }
        Changes.Change change = each.changes().getLast();
        int before = each.changes().size() - 1;
        return String.format(
                Locale.ROOT,
                "%s (%s -> %s) since %s, p %.4f%s",
                Quantity.percent(change.share()),
                each.series().figure().words(change.before()),
                each.series().figure().words(change.after()),
                HistoryPage.when(change.first()),
                change.p(),
                before == 0 ? "" : ", " + before + " before");
    }

    private Map<String, Object> document(List<Changes> all, History history, EDivisive method) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runs", history.runs().size());
        document.put("machines", history.machines());
        document.put("significance", significance);
        document.put("permutations", method.permutations());
        document.put("seed", seed);
        document.put("runs_needed", method.pointsNeeded());
        document.put(
                "damaged_lines",
                history.damaged().stream().map(History.Damage::line).toList());
        document.put("series", all.stream().map(BenchHistoryCommand::fields).toList());
        return document;
    }

    private static Map<String, Object> fields(Changes each) {
        var fields = new LinkedHashMap<String, Object>();
        Series series = each.series();
        fields.put("operation", series.key().operation());
        fields.put("version", series.key().version());
        fields.put("data", series.key().data());
        fields.put("machine", series.key().machine());
        fields.put("figure", series.figure().name().toLowerCase(Locale.ROOT));
        fields.put(
                "values", series.readings().stream().map(Series.Reading::value).toList());
        fields.put("enough_runs", each.enough());
        fields.put(
                "changes",
                each.changes().stream().map(BenchHistoryCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Changes.Change change) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("run", change.at() + 1);
        fields.put("time", change.first().at());
        change.first().commit().ifPresent(commit -> fields.put("commit", commit));
        fields.put("before", change.before());
        fields.put("after", change.after());
        if (Double.isFinite(change.share())) {
            fields.put("change", change.share());
        }
        fields.put("p", change.p());
        return fields;
    }
}
