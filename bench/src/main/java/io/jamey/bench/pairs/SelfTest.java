package io.jamey.bench.pairs;

import io.jamey.bench.dataset.Steps;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Environment;
import io.jamey.bench.gate.Estimate;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Subject;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.report.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Tests the gate on this machine: the same code on both sides must not fail, and a candidate that does more work
/// must be found.
///
/// Live pairs are measured first, each operation in each of them without and with added work. Comparisons are then
/// drawn from them without replacement and judged as the gate judges, a FAIL once more by blocks not used yet. No
/// two blocks of a comparison come from the same pair, so that each comparison is what a run of the gate would have
/// been. Two comparisons share blocks, so that together they are worth less than as many runs: about
/// `pairs * operations / blocks of one`.
public final class SelfTest {
    private final Setting setting;
    private final Policy policy;
    private final BlockPlan plan;
    private final long seed;
    private final Steps steps;

    /// @param setting both sides of which run the same program
    public SelfTest(Setting setting, Policy policy, BlockPlan plan, long seed, Steps steps) {
        this.setting = setting;
        this.policy = policy;
        this.plan = plan;
        this.seed = seed;
        this.steps = steps;
    }

    /// How comparisons ended in which the candidate did this share of work more.
    ///
    /// @param blocks that a first round took, on average
    public record Rate(double extra, Map<Verdict, Integer> verdicts, double blocks) {
        public int comparisons() {
            return verdicts.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0);
        }

        /// The share that would make somebody look.
        public double flagged() {
            return (double) (of(Verdict.WARN) + of(Verdict.FAIL)) / comparisons();
        }

        public double failed() {
            return (double) of(Verdict.FAIL) / comparisons();
        }
    }

    /// What was seen.
    ///
    /// @param spreads standard deviation of a block's log ratio, same code on both sides, by operation
    public record Result(int pairs, Environment environment, Map<String, Double> spreads, List<Rate> rates) {}

    /// Measures pairs and draws comparisons.
    ///
    /// @param extras shares of added work
    public Result run(List<Benchmark> benchmarks, List<Double> extras, int pairs, int comparisons) {
        if (pairs < 2 * policy.blocksMin()) {
            throw new IllegalArgumentException("to judge twice takes " + 2 * policy.blocksMin() + " pairs at least");
        }
        var live = new LivePairs(setting, plan, seed);
        var pool = new HashMap<Benchmark, Map<Double, List<Block>>>();
        var checks = new ArrayList<Block>();
        steps.begin("Measuring pairs", pairs);
        try {
            for (int i = 0; i < pairs; i++) {
                LivePairs.Said said = live.block(benchmarks, extras, false);
                checks.add(said.check());
                said.blocks()
                        .forEach((benchmark, ofExtras) ->
                                ofExtras.forEach((extra, block) -> pool.computeIfAbsent(benchmark, _ -> new HashMap<>())
                                        .computeIfAbsent(extra, _ -> new ArrayList<>())
                                        .add(block)));
                steps.advance(1);
            }
        } finally {
            steps.end();
        }
        var spreads = new HashMap<String, Double>();
        pool.forEach((benchmark, ofExtras) ->
                spreads.put(benchmark.id(), spread(ofExtras.getOrDefault(extras.getFirst(), List.of()))));
        return new Result(
                pairs,
                Environment.of(Machine.here(), checks, policy),
                spreads,
                extras.stream()
                        .map(extra -> rate(extra, benchmarks, pool, comparisons))
                        .toList());
    }

    private Rate rate(
            double extra, List<Benchmark> benchmarks, Map<Benchmark, Map<Double, List<Block>>> pool, int comparisons) {
        var random = new SplittableRandom(seed);
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        double blocks = 0;
        for (int i = 0; i < comparisons; i++) {
            Benchmark benchmark = benchmarks.get(i % benchmarks.size());
            List<Block> drawn = shuffled(pool.getOrDefault(benchmark, Map.of()).getOrDefault(extra, List.of()), random);
            if (extra == 0) {
                drawn.replaceAll(block -> random.nextBoolean() ? block.exchanged() : block);
            }
            Drawn first = judged(benchmark, drawn);
            blocks += first.blocks();
            Verdict verdict = first.verdict() == Verdict.FAIL
                    ? judged(benchmark, drawn.subList(first.blocks(), drawn.size()))
                            .verdict()
                    : first.verdict();
            verdicts.merge(verdict, 1, Integer::sum);
        }
        return new Rate(extra, verdicts, blocks / comparisons);
    }

    private record Drawn(int blocks, Verdict verdict) {}

    /// Takes blocks until they are enough, and leaves as many as a second round needs.
    private Drawn judged(Benchmark benchmark, List<Block> blocks) {
        Subject subject = Subject.of(benchmark);
        int taken = Math.min(policy.blocksMin(), blocks.size());
        while (taken < Math.min(blocks.size(), policy.blocksMax())
                && blocks.size() - taken > policy.blocksMin()
                && policy.stop(subject, blocks.subList(0, taken)).isEmpty()) {
            taken++;
        }
        return new Drawn(
                taken,
                policy.limits()
                        .verdict(Estimate.withoutBootstrap(
                                blocks.subList(0, taken), policy.measureOf(subject), policy.confidence())));
    }

    private static List<Block> shuffled(List<Block> blocks, SplittableRandom random) {
        var shuffled = new ArrayList<>(blocks);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Block swapped = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, swapped);
        }
        return shuffled;
    }

    private double spread(List<Block> blocks) {
        double[] logs = blocks.stream()
                .mapToDouble(block -> block.logRatio(policy.measure()))
                .toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        return Math.sqrt(squares / Math.max(1, logs.length - 1));
    }
}
