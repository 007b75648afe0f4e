package io.jamey.bench.gate;

import io.jamey.bench.statistics.Bootstrap;
import io.jamey.bench.statistics.Quantiles;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a fresh pair of JVMs said of one operation. The unit that statistics count: two blocks have nothing in
/// common but the programs and the machine.
///
/// @param number from 1
/// @param place of the operation in the block's order, which chance decides, from 0
/// @param warmUpCalls that were made before, on either side
/// @param flat whether processor time had got flat by then
public record Block(int number, int place, long warmUpCalls, boolean flat, List<SlicePair> pairs) {
    /// Nothing takes less than this; keeps ratios of nothing to nothing defined.
    private static final double LEAST = 1e-3;

    public Block {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("a block has a pair of slices at least");
        }
        pairs = List.copyOf(pairs);
    }

    /// The block's one value: the median of log(candidate / base) over its pairs of slices.
    public double logRatio(Measure measure) {
        double least = measure == Measure.ALLOC ? Count.ALLOCATED_BYTES.negligible() : LEAST;
        return medianLogRatio(slice -> slice.of(measure), least);
    }

    public double logRatio(Count count) {
        return medianLogRatio(slice -> slice.of(count), count.negligible());
    }

    private double medianLogRatio(ToDoubleFunction<SliceFigures> figure, double added) {
        return Quantiles.median(pairs.stream()
                .mapToDouble(pair -> Math.log(
                        (figure.applyAsDouble(pair.candidate()) + added) / (figure.applyAsDouble(pair.base()) + added)))
                .toArray());
    }

    /// The same with the names of the sides exchanged: as likely as this one where both sides run the same code.
    public Block exchanged() {
        return new Block(
                number,
                place,
                warmUpCalls,
                flat,
                pairs.stream()
                        .map(pair -> new SlicePair(
                                !pair.candidateFirst(), /* base= */ pair.candidate(), /* candidate= */ pair.base()))
                        .toList());
    }

    /// For the bootstrap.
    List<Bootstrap.Pair> values(Measure measure) {
        return pairs.stream()
                .map(pair -> new Bootstrap.Pair(
                        pair.base().of(measure) + LEAST, pair.candidate().of(measure) + LEAST))
                .toList();
    }
}
