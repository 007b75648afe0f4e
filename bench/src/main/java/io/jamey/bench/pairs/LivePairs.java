package io.jamey.bench.pairs;

import io.jamey.bench.dataset.Folders;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Recall;
import io.jamey.bench.gate.SlicePair;
import io.jamey.bench.groups.Benchmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Measures blocks: each in a fresh pair of JVMs, which serves all operations asked for, in random order. Blocks
/// share nothing, so that the blocks of an operation are independent of each other; blocks of two operations in
/// the same pair are not, and are never counted together.
final class LivePairs {
    private final Setting setting;
    private final BlockPlan plan;
    private final SplittableRandom random;
    private boolean built;
    private int made;

    LivePairs(Setting setting, BlockPlan plan, long seed) {
        this.setting = setting;
        this.plan = plan;
        random = new SplittableRandom(seed);
    }

    /// What a pair of JVMs said.
    ///
    /// @param blocks by benchmark, by share of work that was added to the candidate
    record Said(Map<Benchmark, Map<Double, Block>> blocks, Block check, Map<Benchmark, Recall> recalls) {}

    /// Which operations both sides have, defined alike.
    ///
    /// @return why not, of those that they do not
    Map<Benchmark, String> unknown(List<Benchmark> benchmarks) {
        var reasons = new LinkedHashMap<Benchmark, String>();
        return inPair((pair, _) -> {
            build(pair);
            for (Benchmark benchmark : benchmarks) {
                try {
                    if (pair.base().version(benchmark.id()) != benchmark.version()) {
                        reasons.put(benchmark, "it is defined otherwise in the base");
                    }
                } catch (IllegalArgumentException _) {
                    reasons.put(benchmark, "the base does not have it");
                }
            }
            return reasons;
        });
    }

    /// In a pair that is not measured: a side that has built its data is warmer than one that has not.
    private boolean build(Pair pair) {
        pair.build(setting);
        built = true;
        return built;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Pair pair, Path folder);
    }

    /// @param extras shares of work to add to the candidate, one after the other on the same warm pair; 0 for none
    /// @param recalls whether to ask for recall too
    Said block(List<Benchmark> benchmarks, List<Double> extras, boolean recalls) {
        if (!built) {
            inPair((pair, _) -> build(pair));
        }
        made++;
        return inPair((pair, folder) -> {
            pair.open(setting, folder);
            var blocks = new HashMap<Benchmark, Map<Double, Block>>();
            var recall = new HashMap<Benchmark, Recall>();
            var checks = new ArrayList<Block>();
            List<Benchmark> order = shuffled(benchmarks);
            int checkAt = random.nextInt(order.size());
            for (int place = 0; place < order.size(); place++) {
                if (place == checkAt) {
                    checks.add(check(pair));
                }
                Benchmark benchmark = order.get(place);
                pair.doTogether(worker -> worker.begin(benchmark.id()));
                if (recalls) {
                    recall(pair).ifPresent(both -> recall.put(benchmark, both));
                }
                var operation = new PairedOperation(pair, plan, random.split());
                PairedOperation.WarmUp warmUp = operation.warmUp();
                var ofExtras = new HashMap<Double, Block>();
                for (double extra : extras) {
                    List<SlicePair> pairs = operation.measure(extra);
                    ofExtras.put(extra, new Block(made, place, warmUp.calls(), warmUp.flat(), pairs));
                }
                blocks.put(benchmark, ofExtras);
            }
            return new Said(blocks, checks.getFirst(), recall);
        });
    }

    private Block check(Pair pair) {
        pair.doTogether(worker -> worker.begin(SameArithmetic.ID));
        var operation = new PairedOperation(pair, plan, random.split());
        PairedOperation.WarmUp warmUp = operation.warmUp();
        return new Block(made, 0, warmUp.calls(), warmUp.flat(), operation.measure(0));
    }

    private static Optional<Recall> recall(Pair pair) {
        Pair.Two<OptionalDouble> both = pair.together(WorkerProcess::recall);
        return both.base().isPresent() && both.candidate().isPresent()
                ? Optional.of(
                        new Recall(both.base().getAsDouble(), both.candidate().getAsDouble()))
                : Optional.empty();
    }

    /// In random order, but reads before writes, so that they find the store as it was built.
    private List<Benchmark> shuffled(List<Benchmark> benchmarks) {
        var order = new ArrayList<>(benchmarks);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Benchmark swapped = order.get(i);
            order.set(i, order.get(other));
            order.set(other, swapped);
        }
        order.sort((a, b) -> Boolean.compare(a.waits(), b.waits()));
        return order;
    }

    private <T> T inPair(Use<T> use) {
        Path folder;
        try {
            folder = Files.createTempDirectory(setting.temporary(), "jamey-pair-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made in " + setting.temporary(), e);
        }
        try (Pair pair = Pair.start(setting, folder)) {
            return use.of(pair, folder);
        } finally {
            Folders.delete(folder);
        }
    }
}
