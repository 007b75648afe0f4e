package io.jamey.bench.gate;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.measuring.Usage;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Made-up measurements.
public final class Samples {
    private Samples() {}

    /// Blocks in which the candidate takes `ratio` of the base, with noise from block to block.
    ///
    /// @param spread standard deviation of a block's log ratio
    public static List<Block> blocks(int count, int pairs, double ratio, double spread, long seed) {
        var random = new SplittableRandom(seed);
        var blocks = new ArrayList<Block>();
        for (int number = 1; number <= count; number++) {
            double ofBlock = ratio * Math.exp(spread * random.nextGaussian());
            var slices = new ArrayList<SlicePair>();
            for (int i = 0; i < pairs; i++) {
                double base = 500_000 * Math.exp(0.02 * random.nextGaussian());
                double candidate = 500_000 * ofBlock * Math.exp(0.02 * random.nextGaussian());
                slices.add(new SlicePair(random.nextBoolean(), slice(base), slice(candidate)));
            }
            blocks.add(new Block(number, number % 3, 2_000, true, slices));
        }
        return blocks;
    }

    /// A block that says exactly this.
    public static Block block(int number, double ratio) {
        return new Block(number, 0, 2_000, true, List.of(new SlicePair(false, slice(500_000), slice(500_000 * ratio))));
    }

    static SliceFigures slice(double cpuNanos) {
        return new SliceFigures(100, usage((long) (cpuNanos * 102), (long) (cpuNanos * 100), 4_800_000, 0, 0));
    }

    /// What calls used, on a store that does not count.
    public static Usage usage(long wallNanos, long cpuNanos, double allocated, double written, double writeCalls) {
        return new Usage(
                wallNanos,
                cpuNanos,
                Work.of(Count.ALLOCATED_BYTES, allocated)
                        .with(Count.WRITTEN_BYTES, written)
                        .with(Count.WRITE_CALLS, writeCalls));
    }

    public static Subject subject(String name) {
        return new Subject(name, "what it does", 1, false, OptionalDouble.of(5_000));
    }

    /// A report of an operation that passes, one that is slower, and one that was too noisy to tell.
    public static ComparisonReport report(int blocks, int pairs) {
        Policy policy = Policy.USUAL;
        var comparisons = List.of(
                comparison("memory_operations/retrieve", blocks(blocks, pairs, 1.0, 0.01, 1), Optional.empty()),
                comparison(
                        "memory_operations/search",
                        blocks(blocks, pairs, 1.17, 0.02, 2),
                        Optional.of(blocks(blocks, pairs, 1.16, 0.02, 3))),
                comparison("memory_operations/list_page", blocks(blocks, pairs, 1.02, 0.2, 4), Optional.empty()));
        var machine = new Machine("Linux amd64", "a processor", 2, 6_000_000_000L, "25", 0.5);
        return new ComparisonReport(
                new Side("main", "0123abcd", "25", List.of("-XX:+UseSerialGC")),
                new Side("working copy", "4567ef89", "25", List.of("-XX:+UseSerialGC")),
                "embedded",
                new DataShape(10_000, 1536, 42, false, 1),
                policy,
                7,
                Instant.parse("2025-06-01T12:00:00Z"),
                Duration.ofSeconds(200),
                Environment.of(machine, blocks(blocks, pairs, 1.0, 0.01, 5), policy),
                comparisons,
                List.of(new NotCompared("memory_operations/new", "the base does not have it")));
    }

    private static Comparison comparison(String name, List<Block> first, Optional<List<Block>> again) {
        Policy policy = Policy.USUAL;
        return Comparison.of(
                subject(name),
                Round.of(first, Measure.CPU, policy, Round.Stop.PRECISE),
                again.map(blocks -> Round.of(blocks, Measure.CPU, policy, Round.Stop.ENOUGH_BLOCKS)),
                name.endsWith("search") ? Optional.of(new Recall(0.998, 0.997)) : Optional.empty(),
                policy);
    }
}
