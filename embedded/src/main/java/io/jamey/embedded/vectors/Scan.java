package io.jamey.embedded.vectors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// One pass over the codes of all accepted slots: prefixes of all, and whole codes of those whose prefix
/// promises enough. The slots with the highest estimates are kept.
///
/// What counts for a slot is the lower of two numbers: the estimate by its whole code, and the highest cosine
/// that is plausible by its prefix. So a slot may be passed over once the second is too low, and which slots
/// are kept depends neither on the order of chunks nor on how many threads share them.
final class Scan {
    /// Chunks from which on a scan takes longer than to wake another thread.
    private static final int SHARED_MIN = 64;

    /// Chunks that a thread takes at a time.
    private static final int PIECE = 4;

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

    /// One thread's part.
    private final class Worker {
        private final SpareCores cores;
        private final Reservoir reservoir = new Reservoir(capacity, least);
        private final Scratch scratch = new Scratch();

        Worker(SpareCores cores) {
            this.cores = cores;
        }

        void run(boolean helping) {
            int count = accepted.chunks();
            while (!(helping && cores.crowded())) {
                int from = next.getAndAdd(PIECE);
                if (from >= count) {
                    break;
                }
                for (int c = from; c < Math.min(count, from + PIECE); c++) {
                    Chunk chunk = accepted.chunk(c);
                    if (chunk != null) {
                        scan(c, chunk);
                    }
                }
            }
            synchronized (kept) {
                kept.offerAll(reservoir);
            }
        }

        private void scan(int c, Chunk chunk) {
            scratch.blockCount = 0;
            int count = 0;
            for (int block = 0; block < chunk.slots() / Chunk.BLOCK; block++) {
                int lanes = accepted.block(c, chunk, block);
                if (lanes != 0) {
                    scratch.lanes[scratch.blockCount] = lanes;
                    scratch.blocks[scratch.blockCount++] = block;
                    count += Integer.bitCount(lanes);
                }
            }
            if (count == 0) {
                return;
            }
            prefixes.add(count);
            reservoir.raise(threshold);
            QueryCode code = code(chunk.centre);
            Kernels.current().dots(chunk, code, scratch);
            Kernels.current().estimate(chunk, code, scratch, reservoir.threshold());
            if (reservoir.threshold() == Float.NEGATIVE_INFINITY) {
                refine(c, chunk, code, promising());
            }
            refine(c, chunk, code, scratch.passing);
            if (reservoir.threshold() > threshold) {
                // Two threads may overwrite each other's: it costs a little time, and changes nothing.
                threshold = reservoir.threshold();
            }
        }

        /// As long as too few estimates are known to pass over any slot: the slots whose prefixes promise most,
        /// so that with their estimates most others can be. They are taken out of those passing.
        private int[] promising() {
            Reservoir first = new Reservoir(2 * capacity, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < scratch.blockCount; i++) {
                for (int bits = scratch.passing[i] & scratch.lanes[i]; bits != 0; bits &= bits - 1) {
                    int at = i * Chunk.BLOCK + Integer.numberOfTrailingZeros(bits);
                    first.offer(scratch.estimates[at], at);
                }
            }
            int[] passing = new int[scratch.blockCount];
            first.sort();
            for (int rank = 0; rank < first.size(); rank++) {
                int at = first.slot(rank);
                passing[at / Chunk.BLOCK] |= 1 << at % Chunk.BLOCK;
                scratch.passing[at / Chunk.BLOCK] &= ~(1 << at % Chunk.BLOCK);
            }
            return passing;
        }

        private void refine(int c, Chunk chunk, QueryCode code, int[] passing) {
            int refined = 0;
            for (int i = 0; i < scratch.blockCount; i++) {
                for (int bits = passing[i] & scratch.lanes[i]; bits != 0; bits &= bits - 1) {
                    int at = i * Chunk.BLOCK + Integer.numberOfTrailingZeros(bits);
                    float plausible = scratch.estimates[at];
                    if (plausible >= reservoir.threshold()) {
                        refined++;
                        int slot = scratch.blocks[i] * Chunk.BLOCK + at % Chunk.BLOCK;
                        float estimate = code.estimate(chunk, slot, scratch.dots[at] & 0xffff);
                        reservoir.offer(Math.min(plausible, estimate), c * VectorCodes.CHUNK_SLOTS + slot);
                    }
                }
            }
            whole.add(refined);
        }
    }
}
