package io.jamey.cli;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Group;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.history.Commit;
import io.jamey.bench.history.History;
import io.jamey.bench.history.Run;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.measuring.Measurement;
import io.jamey.bench.report.FiguresJson;
import io.jamey.bench.report.Machine;
import io.jamey.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey bench`: measures the operations of a store.
@Command(
        description = {
            "Measure the operations of a store full of made-up memories: time, spread, memory, recall, budget. The"
                    + " first run builds the store and keeps it."
        },
        sortOptions = false,
        footer = {
            "",
            "In a checkout, ./jamey knows two more, which fetch what they need when first asked for:",
            "  peers   Jamey beside Lucene, JVector, LangChain4j, Spring AI and pgvector",
            "  micro   micro-benchmarks of single parts (JMH)"
        })
final class BenchCommand implements Callable<Integer> {
    /// What is profiled when nothing is picked.
    private static final List<String> EVERY_DAY = List.of(Group.MEMORY_OPERATIONS.label());

    /// What is printed.
    enum Format {
        text,
        json,
        md
    }

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..*",
            paramLabel = "GROUP[/REGEX]",
            description = "A group, or those of its operations whose names match. Default: all")
    private List<String> picks = new ArrayList<>();

    @Option(names = "--list", description = "List groups and operations; measure nothing")
    private boolean list;

    @Option(names = "--quick", description = "A third of the time, and rougher")
    private boolean quick;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or md")
    private Format format = Format.text;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Add the run to this file, a line of JSON; 'bench history FILE' shows what has changed")
    private @Nullable Path history;

    @Mixin
    private final ProfileOptions profile;

    @Mixin
    private final DataOptions data;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        profile = new ProfileOptions(surroundings);
        data = new DataOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Benchmark> picked = Catalogue.picked(picks);
        if (list) {
            list(picked);
            return ExitCode.OK;
        }
        if (profile.wanted()) {
            profile.run(picks.isEmpty() ? Catalogue.picked(EVERY_DAY) : picked, data, effort());
            return ExitCode.OK;
        }
        List<Figures> figures = measure(picked);
        if (history != null) {
            remember(figures, history);
        }
        show(figures);
        return ExitCode.OK;
    }

    private Effort effort() {
        return quick ? Effort.QUICK : Effort.THOROUGH;
    }

    private void list(List<Benchmark> picked) {
        if (format == Format.json) {
            surroundings
                    .out()
                    .println(Json.write(
                            picked.stream().map(FiguresJson::benchmark).toList()));
            return;
        }
        Group group = null;
        for (Benchmark benchmark : picked) {
            if (benchmark.group() != group) {
                group = benchmark.group();
                surroundings
                        .out()
                        .println(surroundings.style().bold(group.label())
                                + surroundings.style().dim("  " + group.about()));
            }
            surroundings.out().println("  " + DisplayText.padded(benchmark.name(), 22, false) + benchmark.does());
        }
    }

    /// Reads before writes, so that they all find the store as it was built; in the order asked for.
    private List<Figures> measure(List<Benchmark> picked) {
        DataSet dataSet = data.dataSet();
        var figures = new ArrayList<Figures>();
        Steps steps = data.steps();
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-bench-");
                var stage = new Stage(dataSet, data.source(), folder.path().resolve("stage"))) {
            steps.begin("Measuring", picked.size());
            var measurement = new Measurement(stage, effort());
            List<Benchmark> readsFirst = new ArrayList<>(picked);
            readsFirst.sort((a, b) -> Boolean.compare(a.waits(), b.waits()));
            for (Benchmark benchmark : readsFirst) {
                figures.add(measurement.of(benchmark));
                steps.advance(1);
            }
        } finally {
            steps.end();
        }
        figures.sort((a, b) -> Integer.compare(picked.indexOf(a.benchmark()), picked.indexOf(b.benchmark())));
        return figures;
    }

    private void remember(List<Figures> figures, Path file) {
        History.append(
                file,
                Run.of(
                        Instant.now(),
                        Commit.of(Program.running().classPath().getFirst()),
                        Machine.here(),
                        data.source().name() + " " + data.shape().name(),
                        figures));
    }

    private void show(List<Figures> figures) {
        switch (format) {
            case json ->
                surroundings.out().println(Json.write(FiguresJson.document(data.shape(), Machine.here(), figures)));
            case text, md -> {
                surroundings
                        .out()
                        .println(String.format(
                                Locale.ROOT,
                                "%s store of %,d memories, %d dimensions, seed %d%s; %s",
                                data.source().name(),
                                data.shape().rows(),
                                data.shape().dimension(),
                                data.shape().seed(),
                                (data.shape().isotropic() ? ", isotropic" : "")
                                        + (data.shape().namespaces() > 1
                                                ? ", in " + data.shape().namespaces() + " namespaces"
                                                : ""),
                                Machine.here()));
                surroundings.out().println();
                FiguresTable.of(figures).print(surroundings, format == Format.md);
            }
        }
    }
}
