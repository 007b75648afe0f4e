package io.jamey.embedded.vectors;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// One search under way: estimates all accepted slots by their codes, and scores the most promising exactly.
///
/// If the last slot promising enough to be scored could, by the error of estimates, still belong among the hits,
/// so could others below it: then all slots are scored whose highest plausible cosine exceeds the worst hit's.
final class Finder {
    /// How many slots are scored exactly at least, however few hits are wanted.
    private static final int FIRST_MIN = 64;

    /// How many slots are scored exactly at first for each hit wanted.
    private static final int FIRST_PER_HIT = 2;

    /// Up to so many times the first slots, looking at codes is not worth it: all are scored.
    private static final int DIRECT = 2;

    /// How many standard deviations an estimate may plausibly be too low.
    private static final double DEVIATIONS = 2;

    /// How many slots are scored exactly at most in the second round: the best of those plausible.
    private static final int SECOND_MAX = 4096;

    private final @Nullable Chunk[] chunks;
    private final long[] accept;
    private final VectorSearch spec;
    private final BestSlots best;
    private final double[] cosines = new double[VectorSearch.BATCH];
    private int scanned;
    private int scored;

    Finder(@Nullable Chunk[] chunks, long[] accept, VectorSearch spec) {
        this.chunks = chunks;
        this.accept = accept;
        this.spec = spec;
        this.best = new BestSlots(spec.limit(), spec.tieOrder());
    }

    /// @param query rotated, of unit length
    Hits find(float[] query) {
        int first = Math.max(FIRST_MIN, FIRST_PER_HIT * spec.limit());
        int accepted = countAccepted();
        if (spec.exact() || accepted <= DIRECT * first) {
            score(acceptedSlots(accepted));
            return hits(false);
        }
        Scan likely = new Scan(query, 0, new Reservoir(first, Float.NEGATIVE_INFINITY));
        likely.run();
        int[] promising = likely.reservoir.slots();
        score(promising);
        boolean widen = best.isFull() && likely.reservoir.threshold() + likely.plausibleError(promising) > best.worst();
        if (widen) {
            Scan plausible =
                    new Scan(query, DEVIATIONS, new Reservoir(SECOND_MAX, Math.nextDown((float) best.worst())));
            plausible.run();
            score(without(plausible.reservoir.slots(), promising));
        }
        return hits(widen);
    }

    private int countAccepted() {
        int accepted = 0;
        for (int c = 0; c < chunks.length; c++) {
            Chunk chunk = chunks[c];
            for (int word = 0; chunk != null && word < chunk.present.length; word++) {
                accepted += Long.bitCount(accepted(c, chunk, word));
            }
        }
        return accepted;
    }

    private int[] acceptedSlots(int count) {
        int[] slots = new int[count];
        int size = 0;
        for (int c = 0; c < chunks.length; c++) {
            Chunk chunk = chunks[c];
            for (int word = 0; chunk != null && word < chunk.present.length; word++) {
                for (long bits = accepted(c, chunk, word); bits != 0; bits &= bits - 1) {
                    slots[size++] = c * VectorCodes.CHUNK_SLOTS + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        return slots;
    }

    /// Which of 64 slots of a chunk are accepted and have a vector.
    private long accepted(int c, Chunk chunk, int word) {
        int at = c * chunk.present.length + word;
        return at < accept.length ? accept[at] & chunk.present[word] : 0;
    }

    private void score(int[] slots) {
        for (int from = 0; from < slots.length; from += VectorSearch.BATCH) {
            int[] batch = Arrays.copyOfRange(slots, from, Math.min(slots.length, from + VectorSearch.BATCH));
            spec.scorer().score(batch, batch.length, cosines);
            for (int i = 0; i < batch.length; i++) {
                best.offer(batch[i], cosines[i]);
            }
        }
        scored += slots.length;
    }

    /// The slots that are not among `known`; both in ascending order.
    private static int[] without(int[] slots, int[] known) {
        return Arrays.stream(slots)
                .filter(slot -> Arrays.binarySearch(known, slot) < 0)
                .toArray();
    }

    private Hits hits(boolean widened) {
        int[] slots = new int[best.size()];
        double[] cosines = new double[slots.length];
        best.drain(slots, cosines);
        return new Hits(slots, cosines, scanned, scored, widened);
    }

    /// A pass over all codes, likely or plausible by `deviations`, into a reservoir.
    private final class Scan {
        private final float[] query;
        private final double deviations;
        private final Reservoir reservoir;
        private final IdentityHashMap<Centre, QueryCode> queries = new IdentityHashMap<>();
        private final Scratch scratch = new Scratch();

        Scan(float[] query, double deviations, Reservoir reservoir) {
            this.query = query;
            this.deviations = deviations;
            this.reservoir = reservoir;
        }

        void run() {
            for (int c = 0; c < chunks.length; c++) {
                Chunk chunk = chunks[c];
                if (chunk != null) {
                    run(c, chunk);
                }
            }
        }

        private void run(int c, Chunk chunk) {
            scratch.blockCount = 0;
            for (int block = 0; block < chunk.slots() / Chunk.BLOCK; block++) {
                if (acceptedLanes(c, chunk, block) != 0) {
                    scratch.blocks[scratch.blockCount++] = block;
                }
            }
            if (scratch.blockCount == 0) {
                return;
            }
            QueryCode code = code(chunk.centre);
            Kernels.current().dots(chunk, code, scratch);
            Kernels.current().estimate(chunk, code, scratch, reservoir.threshold());
            for (int i = 0; i < scratch.blockCount; i++) {
                int block = scratch.blocks[i];
                int lanes = acceptedLanes(c, chunk, block);
                scanned += Integer.bitCount(lanes);
                for (int bits = scratch.passing[i] & lanes; bits != 0; bits &= bits - 1) {
                    int v = Integer.numberOfTrailingZeros(bits);
                    int slot = c * VectorCodes.CHUNK_SLOTS + block * Chunk.BLOCK + v;
                    reservoir.offer(scratch.estimates[i * Chunk.BLOCK + v], slot);
                }
            }
        }

        private QueryCode code(Centre centre) {
            return queries.computeIfAbsent(centre, c -> new QueryCode(query, c).plausible(deviations));
        }

        /// By how much the estimates of these slots are plausibly too low, on average.
        double plausibleError(int[] slots) {
            double sum = 0;
            for (int slot : slots) {
                Chunk chunk = chunks[slot / VectorCodes.CHUNK_SLOTS];
                if (chunk != null) {
                    sum += code(chunk.centre).distance * chunk.scales[slot % VectorCodes.CHUNK_SLOTS];
                }
            }
            return DEVIATIONS * QueryCode.DEVIATION * sum / slots.length;
        }
    }

    private int acceptedLanes(int c, Chunk chunk, int block) {
        int slot = block * Chunk.BLOCK;
        return (int) (accepted(c, chunk, slot / Long.SIZE) >>> (slot % Long.SIZE)) & 0xffff;
    }
}
