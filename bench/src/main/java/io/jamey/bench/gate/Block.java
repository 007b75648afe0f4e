package io.jamey.bench.gate;

import io.jamey.bench.statistics.Bootstrap;
import io.jamey.bench.statistics.Quantiles;
import io.jamey.bench.work.Count;
import java.util.List;
import java.util.function.Function;
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

    private static final double ONE_IN_TWO_CALLS = 0.5;

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

    /// The same of counted work. Of what is exact the slices with the least count: what the store did on its own in
    /// others was not asked for.
    public double logRatio(Count count) {
        return count.isExact()
                ? Math.log((least(count, SlicePair::candidate) + count.negligible())
                        / (least(count, SlicePair::base) + count.negligible()))
                : medianLogRatio(slice -> slice.of(count), count.negligible());
    }

    /// Whether both sides counted it in all slices.
    boolean counts(Count count) {
        return pairs.stream()
                .allMatch(pair -> pair.base().usage().work().knows(count)
                        && pair.candidate().usage().work().knows(count));
    }

    /// Whether the candidate did more than it may. Of what is exact, one more in two calls is too much, however
    /// many there were before.
    boolean grew(Count count) {
        return logRatio(count) > Math.log1p(count.tolerance())
                || (count.isExact()
                        && least(count, SlicePair::candidate) - least(count, SlicePair::base) >= ONE_IN_TWO_CALLS);
    }

    private double least(Count count, Function<SlicePair, SliceFigures> side) {
        return pairs.stream()
                .mapToDouble(pair -> side.apply(pair).of(count))
                .min()
                .orElseThrow();
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
