package io.jamey.bench.report.page;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Environment;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.NotCompared;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Recall;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.gate.SlicePair;
import io.jamey.bench.gate.Subject;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.measuring.Usage;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Made-up measurements that look like real ones.
final class PageSamples {
    static final Instant BEGUN = Instant.parse("2025-06-01T12:00:00Z");
    static final DataShape DATA = new DataShape(10_000, 1536, 42, false, 1);
    static final Machine MACHINE =
            new Machine("Linux amd64", "a processor of 2.5 GHz", 2, 6_000_000_000L, "25+36-LTS", 0.52);

    private static final int PAIRS = 24;
    private static final Map<Verdict, ComparisonReport> REPORTS = new ConcurrentHashMap<>();

    private PageSamples() {}

    /// What an operation is like.
    ///
    /// @param ratio of the candidate to the base
    /// @param spread standard deviation of a block's log ratio
    /// @param moreBytes the share by which allocation grew
    record Behaviour(double nanos, double ratio, double spread, double bytes, double moreBytes, double written) {
        static Behaviour plain(double nanos, double ratio, double spread) {
            return new Behaviour(nanos, ratio, spread, nanos / 9, 0, 0);
        }
    }

    /// The same for all tests: its intervals take a while.
    static ComparisonReport report(Verdict worst) {
        return REPORTS.computeIfAbsent(worst, PageSamples::made);
    }

    private static ComparisonReport made(Verdict worst) {
        var comparisons = new ArrayList<Comparison>();
        comparisons.add(comparison("memory_operations/retrieve", Behaviour.plain(41_300, 0.996, 0.012), 1));
        comparisons.add(
                comparison("memory_operations/update", new Behaviour(88_000, 1.01, 0.014, 21_000, 0, 4_210), 2));
        comparisons.add(comparison("memory_operations/list_page", Behaviour.plain(312_000, 0.93, 0.013), 3));
        comparisons.add(
                switch (worst) {
                    case PASS -> comparison("memory_operations/search", Behaviour.plain(501_000, 1.005, 0.015), 4);
                    case WARN -> comparison("memory_operations/search", Behaviour.plain(501_000, 1.055, 0.014), 4);
                    case FAIL ->
                        comparison(
                                "memory_operations/search", new Behaviour(501_000, 1.164, 0.018, 48_000, 0.12, 0), 4);
                    case INCONCLUSIVE ->
                        comparison("memory_operations/search", Behaviour.plain(501_000, 1.03, 0.12), 4);
                });
        return report(comparisons, List.of(new NotCompared("memory_operations/pin", "the base does not have it")));
    }

    static ComparisonReport report(List<Comparison> comparisons, List<NotCompared> notCompared) {
        return new ComparisonReport(
                new Side("main", "0123abcd4567", "25+36-LTS", List.of("-XX:+UseSerialGC", "-Xmx1g")),
                new Side("working copy", "89abcdef0123", "25+36-LTS", List.of("-XX:+UseSerialGC", "-Xmx1g")),
                "embedded",
                DATA,
                Policy.USUAL,
                7,
                BEGUN,
                Duration.ofSeconds(214),
                Environment.of(MACHINE, blocks(Behaviour.plain(52_000, 1.001, 0.01), 12, 9), Policy.USUAL),
                comparisons,
                notCompared);
    }

    static Comparison comparison(String id, Behaviour behaviour, long seed) {
        boolean waits = behaviour.written() > 0;
        var subject = new Subject(id, "what one of these does", 1, waits, OptionalDouble.of(5_000));
        Round first = round(behaviour, 12, seed, Round.Stop.PRECISE);
        Optional<Round> again = first.verdict() == Verdict.FAIL
                ? Optional.of(round(behaviour, 14, seed + 100, Round.Stop.ENOUGH_BLOCKS))
                : Optional.empty();
        return Comparison.of(
                subject,
                first,
                again,
                id.endsWith("search") ? Optional.of(new Recall(0.998, 0.997)) : Optional.empty(),
                Policy.USUAL);
    }

    private static Round round(Behaviour behaviour, int blocks, long seed, Round.Stop stop) {
        return Round.of(blocks(behaviour, blocks, seed), Measure.CPU, Policy.USUAL, stop);
    }

    private static List<Block> blocks(Behaviour behaviour, int count, long seed) {
        var random = new SplittableRandom(seed);
        var blocks = new ArrayList<Block>();
        for (int number = 1; number <= count; number++) {
            double start = Math.exp(0.03 * random.nextGaussian());
            double ratio = behaviour.ratio() * Math.exp(behaviour.spread() * random.nextGaussian());
            var pairs = new ArrayList<SlicePair>();
            for (int i = 0; i < PAIRS; i++) {
                double machine = start * (random.nextInt(40) == 0 ? 1.3 : 1) * (1 + 0.001 * i);
                pairs.add(new SlicePair(
                        random.nextBoolean(),
                        slice(behaviour, machine * noise(random), 0),
                        slice(behaviour, machine * ratio * noise(random), behaviour.moreBytes())));
            }
            blocks.add(new Block(number, number % 4, 2_000 + 100L * number, number != 5, pairs));
        }
        return blocks;
    }

    private static double noise(SplittableRandom random) {
        return Math.exp(0.02 * random.nextGaussian() + 0.02 * Math.abs(random.nextGaussian()));
    }

    private static SliceFigures slice(Behaviour behaviour, double factor, double more) {
        long calls = Math.max(1, Math.round(60e6 / behaviour.nanos()));
        double cpu = behaviour.nanos() * factor * calls;
        return new SliceFigures(
                calls,
                new Usage(
                        (long) (cpu * 1.03),
                        (long) cpu,
                        Work.of(Count.ALLOCATED_BYTES, behaviour.bytes() * (1 + more) * calls)
                                .with(Count.WRITTEN_BYTES, behaviour.written() * calls)
                                .with(Count.WRITE_CALLS, behaviour.written() > 0 ? 2.0 * calls : 0)
                                .with(Count.COMMITS, behaviour.written() > 0 ? 1.0 * calls : 0)
                                .with(Count.STATEMENTS, 4.0 * calls)));
    }

    /// A run of these operations. The second takes more than its budget, if it has one.
    static RunReport run(String... picks) {
        var random = new SplittableRandom(3);
        var all = new ArrayList<Figures>();
        for (Benchmark benchmark : Catalogue.picked(List.of(picks))) {
            double median = benchmark.budgetMicros().orElse(500) * 1e3 * (all.size() == 1 ? 1.4 : 0.31);
            var slices = new ArrayList<Double>();
            for (int i = 0; i < 20; i++) {
                slices.add(median * Math.exp(0.02 * random.nextGaussian()));
            }
            all.add(new Figures(
                    benchmark,
                    12_345,
                    median,
                    median * 1.4,
                    median * 2.2,
                    0.023,
                    slices,
                    median * 0.9,
                    Work.of(Count.ALLOCATED_BYTES, 48_123)
                            .with(Count.WRITTEN_BYTES, 4_096)
                            .with(Count.WRITE_CALLS, 1.25)
                            .with(Count.STATEMENTS, 3),
                    benchmark.name().contains("search") ? OptionalDouble.of(0.991) : OptionalDouble.empty()));
        }
        return new RunReport("embedded", DATA, MACHINE, "fedcba987654", BEGUN, all);
    }
}
