package io.jamey.bench.gate;

import io.jamey.bench.statistics.Quantiles;
import io.jamey.bench.work.Count;
import java.util.List;
import java.util.function.Function;

/// Counted work of one operation on both sides.
///
/// @param base and candidate: in one operation, medians over blocks
/// @param ratio the median over blocks of the blocks' ratios
/// @param grew whether it is more than tolerance allows
public record CountChange(Count count, double base, double candidate, double ratio, boolean grew) {
    /// The share of blocks that must say so. Counts vary so little that this is no matter of chance.
    private static final double AGREEING = 0.75;

    /// What these blocks say together.
    ///
    /// @param perCall operations that one call stands for
    public static CountChange of(Count count, List<Block> blocks, int perCall) {
        double[] logs =
                blocks.stream().mapToDouble(block -> block.logRatio(count)).toArray();
        long more = blocks.stream().filter(block -> block.grew(count)).count();
        return new CountChange(
                count,
                median(count, blocks, SlicePair::base) / perCall,
                median(count, blocks, SlicePair::candidate) / perCall,
                Math.exp(Quantiles.median(logs)),
                more >= AGREEING * blocks.size());
    }

    private static double median(Count count, List<Block> blocks, Function<SlicePair, SliceFigures> side) {
        return Quantiles.median(blocks.stream()
                .flatMap(block -> block.pairs().stream())
                .mapToDouble(pair -> side.apply(pair).of(count))
                .toArray());
    }
}
