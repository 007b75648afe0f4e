package io.jamey.bench.pairs;

import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.gate.SlicePair;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One operation on a live pair: both sides make the same calls with the same inputs, from the first.
final class PairedOperation {
    /// Slices that are looked at to see whether processor time has become flat: two halves.
    private static final int LOOKED_AT = 6;
    /// The halves differ by less than this share.
    private static final double FLAT = 0.02;

    private static final int GROWTH = 4;
    /// Of a slice, the share that is run before it and not counted, so that it does not begin on cold caches.
    private static final int REWARM_DIVISOR = 4;
    /// Added work is whole calls: a twentieth of so many is one.
    private static final int WHOLE = 20;

    private final Pair pair;
    private final BlockPlan plan;
    private final SplittableRandom random;
    private long next;
    private int calls = 1;

    PairedOperation(Pair pair, BlockPlan plan, SplittableRandom random) {
        this.pair = pair;
        this.plan = plan;
        this.random = random;
    }

    /// How the warm-up went.
    record WarmUp(long calls, boolean flat) {}

    /// Calls both sides, at the same time, until neither gets any faster: by count first, then by the slope of
    /// processor time, until time is up.
    WarmUp warmUp() {
        var slices = new ArrayList<Pair.Two<SliceFigures>>();
        long wall = 0;
        while (true) {
            Pair.Two<SliceFigures> ran = pair.runTogether(next, calls);
            next += calls;
            wall += Math.max(
                    ran.base().usage().wallNanos(), ran.candidate().usage().wallNanos());
            slices.add(ran);
            calls = (int) Math.min(filling(ran), (long) calls * GROWTH);
            boolean flat = next >= plan.warmUpCalls()
                    && isFlat(slices.stream().map(Pair.Two::base).toList())
                    && isFlat(slices.stream().map(Pair.Two::candidate).toList());
            if (flat || wall >= plan.warmUpMax().toNanos()) {
                pair.settle();
                pair.runTogether(next, calls); // code that has just been compiled may ask for more to be compiled
                next += calls;
                pair.settle();
                calls = usualOf(slices);
                return new WarmUp(next, flat);
            }
        }
    }

    /// The calls for which the last slices ask, in the middle: one that was interrupted asks for hardly any.
    private int usualOf(List<Pair.Two<SliceFigures>> slices) {
        int[] asked = slices.stream()
                .skip(Math.max(0, slices.size() - LOOKED_AT))
                .mapToInt(this::filling)
                .sorted()
                .toArray();
        return asked[asked.length / 2];
    }

    /// The calls that fill a slice on the faster side, or the time a slice may take on the slower.
    private int filling(Pair.Two<SliceFigures> ran) {
        double cpu = Math.min(ran.base().of(Measure.CPU), ran.candidate().of(Measure.CPU));
        double wall = Math.max(ran.base().of(Measure.WALL), ran.candidate().of(Measure.WALL));
        double fill = Math.ceil(plan.slice().toNanos() / Math.max(1, cpu));
        double longest = Math.ceil(plan.sliceMax().toNanos() / Math.max(1, wall));
        return Math.clamp((long) Math.min(fill, longest), 1, Integer.MAX_VALUE);
    }

    private static boolean isFlat(List<SliceFigures> slices) {
        if (slices.size() < LOOKED_AT) {
            return false;
        }
        List<SliceFigures> last = slices.subList(slices.size() - LOOKED_AT, slices.size());
        double older = cpu(last.subList(0, LOOKED_AT / 2));
        double newer = cpu(last.subList(LOOKED_AT / 2, LOOKED_AT));
        return newer > older * (1 - FLAT);
    }

    private static double cpu(List<SliceFigures> slices) {
        return slices.stream().mapToDouble(slice -> slice.of(Measure.CPU)).sum();
    }

    /// Measures pairs of slices, one side after the other; chance says which begins.
    ///
    /// @param extra a share of calls more that the candidate makes without counting them: a slower program, to
    ///     test the measurement; else 0
    List<SlicePair> measure(double extra) {
        return pair.inTurns(() -> turns(extra));
    }

    private List<SlicePair> turns(double extra) {
        var pairs = new ArrayList<SlicePair>();
        if (extra > 0) {
            calls = Math.ceilDiv(calls, WHOLE) * WHOLE;
        }
        for (int i = 0; i < plan.pairs(); i++) {
            int rewarming = Math.max(1, calls / REWARM_DIVISOR);
            boolean candidateFirst = random.nextBoolean();
            if (candidateFirst) {
                SliceFigures candidate = slice(pair.candidate(), rewarming, extra);
                pairs.add(new SlicePair(true, slice(pair.base(), rewarming, 0), candidate));
            } else {
                SliceFigures base = slice(pair.base(), rewarming, 0);
                pairs.add(new SlicePair(false, base, slice(pair.candidate(), rewarming, extra)));
            }
            next += rewarming + calls;
        }
        return pairs;
    }

    private SliceFigures slice(WorkerProcess worker, int rewarming, double extra) {
        worker.run(next, rewarming, 0);
        return worker.run(next + rewarming, calls, extra);
    }
}
