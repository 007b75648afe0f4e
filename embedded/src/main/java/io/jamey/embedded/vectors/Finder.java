package io.jamey.embedded.vectors;

import java.util.Arrays;

/// One search under way: estimates all accepted slots by their codes, and scores the most promising exactly.
///
/// The most promising are scored first, until the error of estimates no longer lets the next belong among the
/// hits. If not even the last of them is that low, others below it may belong there too: then all slots are
/// scored whose highest plausible cosine exceeds the worst hit's.
final class Finder {
    /// How many slots are kept to be scored exactly at least, however few hits are wanted.
    private static final int FIRST_MIN = 64;

    /// How many slots are kept to be scored exactly for each hit wanted.
    private static final int FIRST_PER_HIT = 2;

    /// Of how many accepted slots one is kept, up to a limit: where more compete, more are close to the hits,
    /// and keeping them costs less than a second round.
    private static final int FIRST_SHARE = 512;

    private static final int FIRST_SHARE_MAX = 512;

    /// Up to so many times the first slots, looking at codes is not worth it: all are scored.
    private static final int DIRECT = 2;

    /// How many standard deviations an estimate may plausibly be too low.
    private static final double DEVIATIONS = 2;

    /// The same in the second round, to which data come that are hard throughout.
    private static final double DEVIATIONS_WIDE = 2.5;

    /// How many slots are scored exactly at most in the second round: the best of those plausible.
    private static final int SECOND_MAX = 8192;

    /// How many slots are scored exactly at a time, at least.
    private static final int STEP_MIN = 16;

    private static final int[] NONE = {};

    private final Accepted accepted;
    private final VectorSearch spec;
    private final int count;
    private final int effort;
    private final int first;
    private final SpareCores cores;
    private final BestSlots best;
    private final double[] cosines = new double[VectorSearch.BATCH];
    private Work work = Work.NONE;

    /// @param effort how many times as many slots as usual are kept to be scored exactly, and how many times as
    ///     far below the hits they are scored
    Finder(Accepted accepted, VectorSearch spec, int effort, SpareCores cores) {
        this.accepted = accepted;
        this.spec = spec;
        this.effort = effort;
        this.count = accepted.count();
        int share = Math.min(FIRST_SHARE_MAX, count / FIRST_SHARE);
        this.first = effort * Math.max(share, Math.max(FIRST_MIN, FIRST_PER_HIT * spec.limit()));
        this.cores = cores;
        this.best = new BestSlots(spec.limit(), spec.tieOrder());
    }

    /// @param query rotated, of unit length
    Hits find(float[] query) {
        if (spec.exact() || count <= DIRECT * first) {
            score(accepted.slots());
        } else {
            cores.enter();
            try {
                scan(query);
            } finally {
                cores.leave();
            }
        }
        int[] slots = new int[best.size()];
        double[] cosines = new double[slots.length];
        best.drain(slots, cosines);
        return new Hits(slots, cosines, work);
    }

    private void scan(float[] query) {
        Scan likely = new Scan(accepted, query, 0, first, Float.NEGATIVE_INFINITY);
        Reservoir promising = likely.run(cores);
        work = work.with(likely);
        double allowance = DEVIATIONS * likely.deviation(promising);
        scoreWhilePlausible(promising, effort * allowance, NONE);
        if (best.isFull() && promising.estimate(promising.size() - 1) + allowance > best.worst()) {
            Scan plausible = new Scan(accepted, query, DEVIATIONS_WIDE, SECOND_MAX, (float) best.worst());
            Reservoir others = plausible.run(cores);
            work = work.with(plausible).widen();
            scoreWhilePlausible(others, 0, promising.slots(0, promising.size()));
        }
    }

    /// Scores the most promising first, a few at a time, until the next is too low to be a hit even if it is
    /// estimated too low by the allowance.
    ///
    /// @param known slots that have been scored, in ascending order
    private void scoreWhilePlausible(Reservoir candidates, double allowance, int[] known) {
        int step = Math.max(STEP_MIN, spec.limit());
        for (int from = 0; from < candidates.size(); from += step) {
            int to = Math.min(candidates.size(), from + step);
            score(without(candidates.slots(from, to), known));
            if (best.isFull() && candidates.estimate(to - 1) + allowance <= best.worst()) {
                return;
            }
        }
    }

    private void score(int[] slots) {
        for (int from = 0; from < slots.length; from += VectorSearch.BATCH) {
            int[] batch = Arrays.copyOfRange(slots, from, Math.min(slots.length, from + VectorSearch.BATCH));
            spec.scorer().score(batch, batch.length, cosines);
            for (int i = 0; i < batch.length; i++) {
                best.offer(batch[i], cosines[i]);
            }
        }
        work = work.withVectors(slots.length);
    }

    /// The slots that are not among `known`; both in ascending order.
    private static int[] without(int[] slots, int[] known) {
        return known.length == 0
                ? slots
                : Arrays.stream(slots)
                        .filter(slot -> Arrays.binarySearch(known, slot) < 0)
                        .toArray();
    }
}
