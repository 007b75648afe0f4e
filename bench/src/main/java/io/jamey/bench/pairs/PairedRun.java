package io.jamey.bench.pairs;

import io.jamey.bench.dataset.Steps;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Environment;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.NotCompared;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Recall;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Subject;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Group;
import io.jamey.bench.report.Machine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Compares two programs, operation by operation, on live pairs. Operations of a group share the pairs; one that
/// is known precisely enough is not measured further.
public final class PairedRun {
    private final Setting setting;
    private final Policy policy;
    private final long seed;
    private final Steps steps;
    private final LivePairs pairs;
    private final List<Block> checks = new ArrayList<>();
    private final Map<Benchmark, Recall> recalls = new HashMap<>();

    /// @param seed of all that is left to chance
    public PairedRun(Setting setting, Policy policy, BlockPlan plan, long seed, Steps steps) {
        this.setting = setting;
        this.policy = policy;
        this.seed = seed;
        this.steps = steps;
        pairs = new LivePairs(setting, plan, seed);
    }

    /// Which of these the base does not have, or has otherwise, and why.
    public Map<Benchmark, String> unknown(List<Benchmark> benchmarks) {
        return pairs.unknown(benchmarks);
    }

    /// Compares operations that both sides have.
    public ComparisonReport compare(List<Benchmark> benchmarks, List<NotCompared> notCompared, InstantSource clock) {
        var begun = clock.instant();
        var first = new LinkedHashMap<Benchmark, Round>();
        var again = new HashMap<Benchmark, Round>();
        Map<Group, List<Benchmark>> groups = benchmarks.stream()
                .collect(
                        Collectors.groupingBy(Benchmark::group, () -> new EnumMap<>(Group.class), Collectors.toList()));
        var time = new TimeBudget(policy.maxTime(), groups.size(), System::nanoTime);
        groups.forEach((group, ofGroup) -> {
            first.putAll(round(ofGroup, group.label(), true, time.first()));
            List<Benchmark> failed = ofGroup.stream()
                    .filter(benchmark -> failed(first, benchmark))
                    .toList();
            if (!failed.isEmpty()) {
                again.putAll(round(failed, group.label() + " again", false, time.again()));
            }
        });
        List<Comparison> comparisons = benchmarks.stream()
                .map(benchmark -> Comparison.of(
                        Subject.of(benchmark),
                        of(first, benchmark).orElseThrow(),
                        of(again, benchmark),
                        Optional.ofNullable(recalls.get(benchmark)),
                        policy))
                .toList();
        return new ComparisonReport(
                setting.base().side(),
                setting.candidate().side(),
                setting.backend(),
                setting.shape(),
                policy,
                seed,
                begun,
                Duration.between(begun, clock.instant()),
                Environment.of(Machine.here(), checks, policy),
                comparisons,
                notCompared);
    }

    private boolean failed(Map<Benchmark, Round> rounds, Benchmark benchmark) {
        return policy.measure() != Measure.WORK
                && of(rounds, benchmark).map(Round::verdict).equals(Optional.of(Verdict.FAIL));
    }

    private static Optional<Round> of(Map<Benchmark, Round> rounds, Benchmark benchmark) {
        return Optional.ofNullable(rounds.get(benchmark));
    }

    /// Blocks until every operation is known precisely enough, there are enough, or time is up: one at least.
    private Map<Benchmark, Round> round(List<Benchmark> benchmarks, String name, boolean asksRecall, long nanosMax) {
        var blocks = new LinkedHashMap<Benchmark, List<Block>>();
        benchmarks.forEach(benchmark -> blocks.put(benchmark, new ArrayList<>()));
        var rounds = new LinkedHashMap<Benchmark, Round>();
        List<Benchmark> open = benchmarks;
        long begin = System.nanoTime();
        steps.begin("Comparing " + name, policy.blocksMin());
        try {
            for (int number = 1; !open.isEmpty(); number++) {
                LivePairs.Said said = pairs.block(open, List.of(0.0), asksRecall && number == 1);
                checks.add(said.check());
                recalls.putAll(said.recalls());
                steps.advance(1);
                long took = System.nanoTime() - begin;
                boolean timeIsUp = took + took / number > nanosMax;
                for (Benchmark benchmark : open) {
                    List<Block> ofBenchmark = blocks.getOrDefault(benchmark, List.of());
                    ofBenchmark.add(
                            said.blocks().getOrDefault(benchmark, Map.of()).get(0.0));
                    stop(benchmark, ofBenchmark, timeIsUp)
                            .ifPresent(why -> rounds.put(benchmark, round(benchmark, ofBenchmark, why)));
                }
                open = open.stream()
                        .filter(benchmark -> !rounds.containsKey(benchmark))
                        .toList();
            }
        } finally {
            steps.end();
        }
        return rounds;
    }

    private Round round(Benchmark benchmark, List<Block> blocks, Round.Stop why) {
        return Round.of(blocks, policy.measureOf(Subject.of(benchmark)), policy, why);
    }

    private Optional<Round.Stop> stop(Benchmark benchmark, List<Block> blocks, boolean timeIsUp) {
        return policy.stop(Subject.of(benchmark), blocks)
                .or(() -> timeIsUp ? Optional.of(Round.Stop.TIME_IS_UP) : Optional.empty());
    }
}
