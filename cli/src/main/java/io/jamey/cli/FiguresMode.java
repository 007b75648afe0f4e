package io.jamey.cli;

import io.jamey.bench.baseline.Baseline;
import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.baseline.SavedFigures;
import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.gate.Side;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Mission;
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

/// `jamey bench` by itself: measures this program in this process, shows figures, and saves them if asked to.
final class FiguresMode {
    private final Surroundings surroundings;
    private final DataOptions data;

    FiguresMode(Surroundings surroundings, DataOptions data) {
        this.surroundings = surroundings;
        this.data = data;
    }

    /// Keeps figures and the code they came from.
    void save(String name, List<Figures> figures) {
        Side side = GateMode.candidate().side();
        new Baselines(data.home())
                .save(new Baseline(
                        new Side(name, side.code(), side.java(), side.jvmFlags()),
                        Instant.now(),
                        GateMode.candidate().program(),
                        data.source().name(),
                        data.shape(),
                        Machine.here(),
                        figures.stream().map(SavedFigures::of).toList()));
        surroundings.err().println("saved baseline '" + name + "' (code " + side.code() + ") in " + data.home());
    }

    /// Adds figures to a history.
    void remember(List<Figures> figures, Path file) {
        History.append(
                file,
                Run.of(
                        Instant.now(),
                        Commit.of(Program.running().classPath().getFirst()),
                        Machine.here(),
                        data.source().name() + " " + data.shape().name(),
                        figures));
    }

    /// Reads before writes, so that they all find the store as it was built; in the order asked for.
    List<Figures> measure(List<Benchmark> asked, boolean quick) {
        List<Benchmark> picked = data.source().isServer()
                ? asked.stream()
                        .map(each -> Mission.budgeted(each, data.source().name()))
                        .toList()
                : asked;
        DataSet dataSet = data.dataSet();
        var figures = new ArrayList<Figures>();
        Steps steps = data.steps();
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-bench-");
                var stage = new Stage(dataSet, data.source(), folder.path().resolve("stage"))) {
            stage.settle();
            steps.begin("Measuring", picked.size());
            var measurement = new Measurement(stage, quick ? Effort.QUICK : Effort.THOROUGH);
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

    void show(List<Figures> figures, BenchCommand.Format format) {
        switch (format) {
            case json ->
                surroundings.out().println(Json.write(FiguresJson.document(data.shape(), Machine.here(), figures)));
            case text, md, junit -> {
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
                FiguresTable.of(figures).print(surroundings, format == BenchCommand.Format.md);
            }
        }
    }
}
