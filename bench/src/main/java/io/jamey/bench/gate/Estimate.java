package io.jamey.bench.gate;

import io.jamey.bench.statistics.Bootstrap;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.statistics.SignedRank;
import java.util.List;

/// How much the candidate takes of what the base takes: 1.1 is ten per cent more.
///
/// @param ratio the Hodges-Lehmann estimate over blocks
/// @param interval the exact signed-rank interval: holds the ratio with the confidence asked for; from 0 to
///     infinity where there are too few blocks
/// @param bootstrap the interval of the ratio of the medians, a second opinion
public record Estimate(double ratio, Interval interval, Interval bootstrap, int blocks) {
    private static final long BOOTSTRAP_SEED = 1;

    public static Estimate of(List<Block> blocks, Measure measure, double confidence) {
        Estimate exact = withoutBootstrap(blocks, measure, confidence);
        Interval bootstrap = Bootstrap.ratioOfMedians(
                blocks.stream().map(block -> block.values(measure)).toList(), confidence, BOOTSTRAP_SEED);
        return new Estimate(exact.ratio(), exact.interval(), bootstrap, exact.blocks());
    }

    /// The same in a hundredth of the time; the second opinion holds everything.
    public static Estimate withoutBootstrap(List<Block> blocks, Measure measure, double confidence) {
        double[] logs =
                blocks.stream().mapToDouble(block -> block.logRatio(measure)).toArray();
        Interval interval = SignedRank.interval(confidence, logs);
        return new Estimate(
                Math.exp(SignedRank.estimate(logs)),
                new Interval(Math.exp(interval.low()), Math.exp(interval.high())),
                new Interval(0, Double.POSITIVE_INFINITY),
                blocks.size());
    }
}
