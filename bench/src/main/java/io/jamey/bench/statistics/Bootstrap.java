package io.jamey.bench.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Percentile intervals by drawing again from what was measured, level by level, as it was measured: first
/// blocks, then pairs of slices within each (T. Kalibera and R. Jones, "Rigorous benchmarking in reasonable
/// time", ISMM 2013; B. Efron, "Bootstrap methods", Annals of Statistics 7, 1979). With a dozen blocks they are
/// somewhat too narrow: a second opinion, not what is judged by.
public final class Bootstrap {
    private static final int DRAWS = 1_000;

    private Bootstrap() {}

    /// Two values that were measured one after the other.
    public record Pair(double base, double candidate) {}

    /// The interval of the ratio of the medians, candidate to base.
    ///
    /// @param seed the same seed, the same interval
    public static Interval ratioOfMedians(List<List<Pair>> blocks, double confidence, long seed) {
        if (blocks.isEmpty() || blocks.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("there is nothing to draw from");
        }
        var random = new SplittableRandom(seed);
        double[] ratios = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            ratios[draw] = ratioOfDraw(blocks, random);
        }
        return percentiles(ratios, confidence);
    }

    /// The same of values that were not measured in pairs.
    public static Interval ratioOfMedians(List<Double> base, List<Double> candidate, double confidence, long seed) {
        var random = new SplittableRandom(seed);
        double[] ratios = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            ratios[draw] = Quantiles.median(drawn(candidate, random)) / Quantiles.median(drawn(base, random));
        }
        return percentiles(ratios, confidence);
    }

    private static double[] drawn(List<Double> values, SplittableRandom random) {
        return values.stream()
                .mapToDouble(_ -> values.get(random.nextInt(values.size())))
                .toArray();
    }

    private static Interval percentiles(double[] ratios, double confidence) {
        Arrays.sort(ratios);
        return new Interval(Quantiles.of(ratios, (1 - confidence) / 2), Quantiles.of(ratios, 1 - (1 - confidence) / 2));
    }

    private static double ratioOfDraw(List<List<Pair>> blocks, SplittableRandom random) {
        var drawn = new ArrayList<Pair>();
        for (int i = 0; i < blocks.size(); i++) {
            List<Pair> block = blocks.get(random.nextInt(blocks.size()));
            for (int j = 0; j < block.size(); j++) {
                drawn.add(block.get(random.nextInt(block.size())));
            }
        }
        double[] base = drawn.stream().mapToDouble(Pair::base).toArray();
        double[] candidate = drawn.stream().mapToDouble(Pair::candidate).toArray();
        return Quantiles.median(candidate) / Quantiles.median(base);
    }
}
