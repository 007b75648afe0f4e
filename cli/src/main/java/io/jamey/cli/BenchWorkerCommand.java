package io.jamey.cli;

import io.jamey.bench.pairs.Worker;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `jamey bench worker`: one side of a comparison, started by `jamey bench`, for no one to type.
@Command(description = "Measure what is asked for on stdin, line by line.", hidden = true)
final class BenchWorkerCommand implements Callable<Integer> {
    /// The words after the class path that start it.
    static final List<String> ENTRY = List.of("io.jamey.cli.Main", "bench", "worker");

    private final Surroundings surroundings;

    BenchWorkerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        // Not to be left running, perhaps in the middle of something long, when the process that asks is killed.
        ProcessHandle.current().parent().ifPresent(asking -> {
            var _ = asking.onExit().thenRun(() -> Runtime.getRuntime().halt(ExitCode.UNAVAILABLE));
        });
        Worker.serve(surroundings.in(), surroundings.out(), List.of(new EmbeddedSource()));
        return ExitCode.OK;
    }
}
