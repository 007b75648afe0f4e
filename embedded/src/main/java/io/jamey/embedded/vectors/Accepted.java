package io.jamey.embedded.vectors;

import org.jspecify.annotations.Nullable;

/// The slots that a search may return: those that its caller accepts and that have a vector.
final class Accepted {
    private final @Nullable Chunk[] chunks;
    private final long[] accept;

    /// @param chunks may lack chunks that never had a vector; not copied
    /// @param accept bit s (of word s / 64) is set if slot s may be a hit; may be shorter than the chunks
    Accepted(@Nullable Chunk[] chunks, long[] accept) {
        this.chunks = chunks;
        this.accept = accept;
    }

    /// How many chunks there are, or would be.
    int chunks() {
        return chunks.length;
    }

    @Nullable Chunk chunk(int index) {
        return chunks[index];
    }

    int count() {
        int count = 0;
        for (int c = 0; c < chunks.length; c++) {
            Chunk chunk = chunks[c];
            for (int word = 0; chunk != null && word < chunk.present.length; word++) {
                count += Long.bitCount(word(c, chunk, word));
            }
        }
        return count;
    }

    /// All of them, in ascending order.
    int[] slots() {
        int[] slots = new int[count()];
        int size = 0;
        for (int c = 0; c < chunks.length; c++) {
            Chunk chunk = chunks[c];
            for (int word = 0; chunk != null && word < chunk.present.length; word++) {
                for (long bits = word(c, chunk, word); bits != 0; bits &= bits - 1) {
                    slots[size++] = c * VectorCodes.CHUNK_SLOTS + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        return slots;
    }

    /// Which of the sixteen slots of a block are.
    int block(int c, Chunk chunk, int block) {
        int slot = block * Chunk.BLOCK;
        return (int) (word(c, chunk, slot / Long.SIZE) >>> (slot % Long.SIZE)) & 0xffff;
    }

    private long word(int c, Chunk chunk, int word) {
        int at = c * chunk.present.length + word;
        return at < accept.length ? accept[at] & chunk.present[word] : 0;
    }
}
