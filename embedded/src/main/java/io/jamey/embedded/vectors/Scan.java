package io.jamey.embedded.vectors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One pass over the codes of all accepted slots: prefixes of all, and whole codes of those whose prefix
/// promises enough. The slots with the highest estimates are kept.
///
/// What counts for a slot is the lower of two numbers: the estimate by its whole code, and the highest cosine
/// that is plausible by its prefix. So a slot may be passed over once the second is too low, and which slots
/// are kept depends neither on the order of chunks nor on how many threads share them.
final class Scan {
    /// Chunks from which on a scan takes longer than to wake another thread.
    private static final int SHARED_MIN = 64;

    /// How many slots are looked at first, for each that is kept.
    private static final int FIRST_PER_KEPT = 2;

    private final Accepted accepted;
    private final float[] query;
    private final double deviations;
    private final int capacity;
    private final float least;
    private final Map<Centre, QueryCode> codes = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder prefixes = new LongAdder();
    private final LongAdder whole = new LongAdder();
    private final Reservoir kept;
    private int threads = 1;

    /// The highest threshold of any thread.
    private volatile float threshold;

    /// @param query rotated, of unit length
    /// @param deviations how many standard deviations estimates are to be raised by
    /// @param capacity how many slots to keep
    /// @param least what an estimate must reach at least
    Scan(Accepted accepted, float[] query, double deviations, int capacity, float least) {
        this.accepted = accepted;
        this.query = query;
        this.deviations = deviations;
        this.capacity = capacity;
        this.least = least;
        this.threshold = least;
        this.kept = new Reservoir(capacity, least);
    }

    /// Does the pass, once.
    ///
    /// @return the slots kept, in order
    Reservoir run(SpareCores cores) {
        if (accepted.chunks() < SHARED_MIN) {
            new Worker(cores).run(false);
        } else {
            threads = cores.run(helping -> new Worker(cores).run(helping));
        }
        kept.sort();
        return kept;
    }

    /// How many slots were estimated by their prefixes at least.
    int prefixes() {
        return prefixes.intValue();
    }

    /// How many of them were estimated by their whole codes.
    int whole() {
        return whole.intValue();
    }

    int threads() {
        return threads;
    }

    /// By how much the estimates of these slots are, on average, too low if they are by one standard deviation.
    double deviation(Reservoir slots) {
        double sum = 0;
        for (int rank = 0; rank < slots.size(); rank++) {
            int slot = slots.slot(rank);
            Chunk chunk = accepted.chunk(slot / VectorCodes.CHUNK_SLOTS);
            if (chunk != null) {
                sum += code(chunk.centre).distance * chunk.scales[slot % VectorCodes.CHUNK_SLOTS];
            }
        }
        return QueryCode.DEVIATION * sum / slots.size();
    }

    private QueryCode code(Centre centre) {
        return codes.computeIfAbsent(
                centre, c -> deviations == 0 ? new QueryCode(query, c) : new QueryCode(query, c).plausible(deviations));
    }

    /// One thread's part, a piece of chunks after another.
    private final class Worker {
        private final SpareCores cores;
        private final Reservoir reservoir = new Reservoir(capacity, least);
        private final Scratch scratch = Scratch.take();

        /// The chunks of the piece, and the query as seen from their centres; null where nothing is accepted.
        private final @Nullable Chunk[] chunks = new Chunk[Scratch.CHUNKS];

        private final @Nullable QueryCode[] codes = new QueryCode[Scratch.CHUNKS];

        Worker(SpareCores cores) {
            this.cores = cores;
        }

        void run(boolean helping) {
            int count = accepted.chunks();
            while (!(helping && cores.crowded())) {
                int from = next.getAndAdd(Scratch.CHUNKS);
                if (from >= count) {
                    break;
                }
                scan(from, Math.min(Scratch.CHUNKS, count - from));
            }
            scratch.giveBack();
            synchronized (kept) {
                kept.offerAll(reservoir);
            }
        }

        private void scan(int from, int places) {
            int slots = 0;
            for (int place = 0; place < places; place++) {
                slots += list(from + place, place);
            }
            if (slots == 0) {
                return;
            }
            prefixes.add(slots);
            for (int place = 0; place < places; place++) {
                if (chunks[place] != null && codes[place] != null) {
                    Kernels.current().dots(chunks[place], codes[place], scratch, place);
                }
            }
            reservoir.raise(threshold);
            float first = Float.POSITIVE_INFINITY;
            if (reservoir.threshold() == Float.NEGATIVE_INFINITY) {
                first = firstThreshold(places, slots);
                refine(from, places, first, Float.POSITIVE_INFINITY);
                reservoir.prune();
            }
            refine(from, places, reservoir.threshold(), first);
            if (reservoir.threshold() > threshold) {
                // Two threads may overwrite each other's: it costs a little time, and changes nothing.
                threshold = reservoir.threshold();
            }
        }

        /// Lists the blocks of a chunk in which slots are accepted, and returns how many slots are.
        private int list(int c, int place) {
            Chunk chunk = accepted.chunk(c);
            int end = scratch.begins[place];
            int count = 0;
            for (int block = 0; chunk != null && block < chunk.slots() / Chunk.BLOCK; block++) {
                int lanes = accepted.block(c, chunk, block);
                if (lanes != 0) {
                    scratch.lanes[end] = lanes;
                    scratch.blocks[end++] = block;
                    count += Integer.bitCount(lanes);
                }
            }
            scratch.begins[place + 1] = end;
            chunks[place] = count == 0 ? null : chunk;
            codes[place] = count == 0 || chunk == null ? null : code(chunk.centre);
            return count;
        }

        /// As long as too few estimates are known to pass over any slot: what the prefixes of a few times as many
        /// slots as are kept promise, by a sample of one slot of each block. With the estimates of those, most
        /// others can be passed over.
        private float firstThreshold(int places, int slots) {
            estimate(places, Float.NEGATIVE_INFINITY);
            int blocks = scratch.begins[places];
            int share = (int) Math.min(blocks, 1 + (long) FIRST_PER_KEPT * capacity * blocks / slots);
            Reservoir sample = new Reservoir(share, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < blocks; i++) {
                int at = i * Chunk.BLOCK + Integer.numberOfTrailingZeros(scratch.lanes[i]);
                sample.offer(scratch.estimates[at], at);
            }
            sample.sort();
            return sample.estimate(share - 1);
        }

        private void estimate(int places, float least) {
            for (int place = 0; place < places; place++) {
                if (chunks[place] != null && codes[place] != null) {
                    Kernels.current().estimate(chunks[place], codes[place], scratch, place, least);
                }
            }
        }

        /// Reads whole codes where the prefix promises at least `least`, enough to be kept, and less than `most`.
        private void refine(int from, int places, float least, float most) {
            estimate(places, least);
            for (int place = 0; place < places; place++) {
                Chunk chunk = chunks[place];
                QueryCode code = codes[place];
                if (chunk != null && code != null) {
                    int chosen = choose(place, most);
                    estimateWhole(chunk, code, chosen);
                    offer((from + place) * VectorCodes.CHUNK_SLOTS, chosen);
                }
            }
        }

        private int choose(int place, float most) {
            int chosen = 0;
            for (int i = scratch.begins[place]; i < scratch.begins[place + 1]; i++) {
                for (int bits = scratch.passing[i] & scratch.lanes[i]; bits != 0; bits &= bits - 1) {
                    int at = i * Chunk.BLOCK + Integer.numberOfTrailingZeros(bits);
                    if (scratch.estimates[at] >= reservoir.threshold() && scratch.estimates[at] < most) {
                        scratch.chosen[chosen++] = at;
                    }
                }
            }
            whole.add(chosen);
            return chosen;
        }

        /// In a loop of its own, without a decision that depends on what comes out: tails are not in the
        /// processor's caches, and so it waits for several of them at once.
        private void estimateWhole(Chunk chunk, QueryCode code, int chosen) {
            for (int k = 0; k < chosen; k++) {
                int at = scratch.chosen[k];
                scratch.whole[k] = code.estimate(chunk, slot(at), scratch.dots[at] & 0xffff);
            }
        }

        private void offer(int firstSlot, int chosen) {
            for (int k = 0; k < chosen; k++) {
                int at = scratch.chosen[k];
                reservoir.offer(Math.min(scratch.estimates[at], scratch.whole[k]), firstSlot + slot(at));
            }
        }

        /// The slot, in its chunk, of an estimate.
        private int slot(int at) {
            return scratch.blocks[at / Chunk.BLOCK] * Chunk.BLOCK + at % Chunk.BLOCK;
        }
    }
}
