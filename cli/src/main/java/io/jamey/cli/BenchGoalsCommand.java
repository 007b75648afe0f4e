package io.jamey.cli;

import io.jamey.bench.goals.Goal;
import io.jamey.bench.goals.GoalRun;
import io.jamey.bench.goals.Goals;
import io.jamey.bench.goals.GoalsJson;
import io.jamey.bench.goals.Outcome;
import io.jamey.bench.goals.Scale;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.report.Machine;
import io.jamey.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey bench goals`: measures the goals and says which are met.
@Command(
        description = {
            "Measure the goals of docs/benchmarks.md that need no other library, and say which are met. The first run"
                    + " builds stores of made-up memories and keeps them."
        },
        sortOptions = false,
        footer = {"", "Exit codes: 0 all that was measured is met; 1 a goal is missed."})
final class BenchGoalsCommand implements Callable<Integer> {
    /// What is printed.
    enum Format {
        text,
        json,
        md
    }

    private static final Duration SUSTAINED = Duration.ofSeconds(20);
    private static final Duration SUSTAINED_QUICK = Duration.ofSeconds(6);

    private final Surroundings surroundings;

    @Parameters(arity = "0..*", paramLabel = "REGEX", description = "Goals whose names match. Default: all")
    private List<String> picks = new ArrayList<>();

    @Option(names = "--list", description = "List goals and limits; measure nothing")
    private boolean list;

    @Option(names = "--quick", description = "A third of the time, and rougher")
    private boolean quick;

    @Option(
            names = "--rows-max",
            paramLabel = "N",
            description = "Leave out goals that need more memories. Default: ${DEFAULT-VALUE}; 1000000 measures all,"
                    + " with up to 40 GB on disk for a while")
    private long rowsMax = 100_000;

    @Option(
            names = "--divide",
            paramLabel = "D",
            description = "Divide all numbers of memories, to try the command: then the figures say nothing")
    private long divisor = 1;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or md")
    private Format format = Format.text;

    @Mixin
    private final SourceOptions from;

    BenchGoalsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        from = new SourceOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Goal> picked = Goals.picked(picks);
        if (list) {
            list(picked);
            return ExitCode.OK;
        }
        from.requireEmbedded("the goals are the embedded store's. 'jamey bench --backend' measures others");
        List<Outcome> outcomes = measure(picked);
        show(outcomes);
        return outcomes.stream().anyMatch(Outcome::missed) ? ExitCode.NOT_SO : ExitCode.OK;
    }

    private void list(List<Goal> picked) {
        switch (format) {
            case json ->
                surroundings
                        .out()
                        .println(Json.write(picked.stream()
                                .flatMap(goal -> goal.limits().stream().map(limit -> GoalsJson.limit(goal, limit)))
                                .toList()));
            case text, md -> GoalsTable.ofLimits(picked).print(surroundings, format == Format.md);
        }
    }

    private List<Outcome> measure(List<Goal> picked) {
        var scale = new Scale(
                from.dimension(),
                from.seed(),
                divisor,
                quick ? Effort.QUICK : Effort.THOROUGH,
                quick ? SUSTAINED_QUICK : SUSTAINED);
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-goals-")) {
            return new GoalRun(from.source(), from::dataSet, folder.path(), scale, rowsMax, from.steps()).of(picked);
        }
    }

    private void show(List<Outcome> outcomes) {
        if (format == Format.json) {
            surroundings.out().println(Json.write(GoalsJson.document(Machine.here(), outcomes)));
            return;
        }
        surroundings
                .out()
                .println(from.source().name() + " store, " + from.dimension() + " dimensions, seed " + from.seed()
                        + (divisor == 1 ? "" : ", numbers of memories divided by " + divisor) + "; "
                        + Machine.here());
        surroundings.out().println();
        GoalsTable.of(outcomes).print(surroundings, format == Format.md);
        surroundings.out().println();
        surroundings.out().println(summary(outcomes));
    }

    private String summary(List<Outcome> outcomes) {
        long missed = outcomes.stream().filter(Outcome::missed).count();
        List<String> leftOut = outcomes.stream()
                .filter(Outcome.LeftOut.class::isInstance)
                .map(outcome -> outcome.goal().name())
                .distinct()
                .toList();
        return (missed == 0 ? "no limit is missed" : missed + " missed")
                + (leftOut.isEmpty()
                        ? ""
                        : "; left out: " + String.join(", ", leftOut) + " (measure them with --rows-max 1000000)");
    }
}
