package io.jamey.lab.micro;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey bench micro`: runs the benchmarks of this package.
@Command(name = "micro", description = "Run the micro-benchmarks (JMH) of kernels, codes and group commit")
public final class MicroCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "REGEX", description = "Only those whose name contains this")
    private String pattern = "io.jamey.lab.micro";

    @Option(names = "--forks", paramLabel = "N", description = "Fresh JVMs for each. Default: ${DEFAULT-VALUE}")
    private int forks = 1;

    @Option(names = "--seconds", paramLabel = "S", description = "For each measurement. Default: ${DEFAULT-VALUE}")
    private int seconds = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to this file too")
    private @Nullable String json;

    @Override
    public Integer call() throws RunnerException {
        var options = new OptionsBuilder()
                .include(pattern)
                .forks(forks)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementTime(TimeValue.seconds(seconds))
                .warmupIterations(3)
                .measurementIterations(5)
                .addProfiler(GCProfiler.class);
        if (json != null) {
            options.result(json).resultFormat(ResultFormatType.JSON);
        }
        new Runner(options.build()).run();
        return 0;
    }
}
