package io.jamey.embedded.vectors;

import java.util.concurrent.ArrayBlockingQueue;

/// What one search needs to work on one piece of chunks after another; never shared at the same time.
///
/// Its arrays are as large as all else that a search allocates together, and need not be empty. So they are used
/// again, by whichever search comes next: no more of them are kept than there are cores.
final class Scratch {
    private static final ArrayBlockingQueue<Scratch> UNUSED =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /// Chunks of a piece, at most.
    static final int CHUNKS = 16;

    private static final int SLOTS = CHUNKS * VectorCodes.CHUNK_SLOTS;

    /// The blocks to look at, chunk after chunk, by their place in their chunk.
    final int[] blocks = new int[SLOTS / Chunk.BLOCK];

    /// Where the blocks of each chunk begin; those of the last end where the next would begin.
    final int[] begins = new int[CHUNKS + 1];

    /// For each listed block, which of its sixteen slots are accepted.
    final int[] lanes = new int[SLOTS / Chunk.BLOCK];

    /// Raw dot products, sixteen for each listed block, in the order of the list.
    final short[] dots = new short[SLOTS];

    /// Sums of one block before they are folded to sixteen.
    final short[] wide = new short[64];

    /// Estimated cosines, in the same order.
    final float[] estimates = new float[SLOTS];

    /// For each listed block, which of its sixteen estimates reach the threshold.
    final int[] passing = new int[SLOTS / Chunk.BLOCK];

    /// Places in `dots` and `estimates` of slots whose whole codes are to be read.
    final int[] chosen = new int[VectorCodes.CHUNK_SLOTS];

    /// Their estimates by whole codes, in the same order.
    final float[] whole = new float[VectorCodes.CHUNK_SLOTS];

    /// One to work with, with whatever is left in it.
    static Scratch take() {
        Scratch unused = UNUSED.poll();
        return unused == null ? new Scratch() : unused;
    }

    /// Leaves it to the next search.
    void giveBack() {
        UNUSED.offer(this);
    }
}
