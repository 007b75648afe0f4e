package io.jamey.embedded.vectors;

/// What one search needs to work on one chunk after another; never shared.
final class Scratch {
    /// The blocks of the chunk to look at: the first `blockCount` entries.
    final int[] blocks = new int[VectorCodes.CHUNK_SLOTS / Chunk.BLOCK];

    int blockCount;

    /// For each listed block, which of its sixteen slots are accepted.
    final int[] lanes = new int[VectorCodes.CHUNK_SLOTS / Chunk.BLOCK];

    /// Raw dot products, sixteen for each listed block, in the order of the list.
    final short[] dots = new short[VectorCodes.CHUNK_SLOTS];

    /// Estimated cosines, in the same order.
    final float[] estimates = new float[VectorCodes.CHUNK_SLOTS];

    /// For each listed block, which of its sixteen estimates reach the threshold.
    final int[] passing = new int[VectorCodes.CHUNK_SLOTS / Chunk.BLOCK];
}
