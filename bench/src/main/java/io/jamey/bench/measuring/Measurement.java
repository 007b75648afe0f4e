package io.jamey.bench.measuring;

import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Operation;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Measures operations on a stage, one after the other. One thread.
public final class Measurement {
    private final Stage stage;
    private final Effort effort;

    public Measurement(Stage stage, Effort effort) {
        this.stage = stage;
        this.effort = effort;
    }

    public Figures of(Benchmark benchmark) {
        try (Operation operation = benchmark.make().apply(stage)) {
            OptionalDouble recall = operation.recall();
            var slicer = new Slicer(operation, stage::work);
            WarmUp.run(slicer, effort.warmUpCalls(), effort.warmUpMax().toNanos());
            var slices = new ArrayList<Slice>();
            for (int i = 0; i < effort.slices(); i++) {
                slices.add(slicer.forAtLeast(effort.slice().toNanos()));
            }
            return figures(benchmark, slices, recall);
        }
    }

    private static Figures figures(Benchmark benchmark, List<Slice> slices, OptionalDouble recall) {
        double per = benchmark.perCall();
        Usage usage = slices.stream().map(Slice::usage).reduce(Usage.NOTHING, Usage::plus);
        long calls = slices.stream().mapToLong(Slice::calls).sum();
        double operations = calls * per;
        double[] times = slices.stream()
                .flatMapToLong(Slice::nanos)
                .mapToDouble(nanos -> nanos / per)
                .sorted()
                .toArray();
        double[] medians = slices.stream()
                .mapToDouble(
                        slice -> Quantiles.median(slice.nanos().asDoubleStream().toArray()) / per)
                .toArray();
        double[] sorted = medians.clone();
        Arrays.sort(sorted);
        double median = Quantiles.of(times, 0.5);
        return new Figures(
                benchmark,
                calls,
                median,
                Quantiles.of(times, 0.95),
                Quantiles.of(times, 0.99),
                (Quantiles.of(sorted, 0.9) - Quantiles.of(sorted, 0.1)) / 2 / median,
                Arrays.stream(medians).boxed().toList(),
                usage.cpuNanos() / operations,
                usage.work().dividedBy(operations),
                recall);
    }
}
