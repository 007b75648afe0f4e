package io.jamey.embedded.vectors;

import java.util.Arrays;

/// The codes of up to 1,024 neighbouring slots, around one centre.
///
/// A code has one bit per rotated component: whether the vector lies above or below the centre there. Beside it
/// go two numbers from which a cosine is estimated without the vector (Gao and Long, "RaBitQ: Quantizing
/// High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest Neighbor Search", SIGMOD
/// 2024, section 3). With v the vector, q the query, c the centre and signs(v) the code read as +1 and -1:
///
/// ```
/// v.q  =  (v - c).(q - c)  +  v.c  +  q.c - c.c
///          |                  |       |
///          |                  |       the query's share (QueryCode.base)
///          |                  offsets[slot]
///          about  signs(v).(q - c) * scales[slot],   scales[slot] = |v - c|^2 / sum of |v - c| per component
/// ```
///
/// The first half of a code is its prefix, which scans read of all vectors; the rest is its tail, read only
/// where the prefix promises something. Since the rotation is random, a prefix is a fair sample of the whole
/// code.
///
/// Prefixes lie in blocks of 16 vectors, one after another; in a block, row r holds components 8r to 8r + 7 of
/// all 16, a byte each, so that one register takes in a row:
///
/// ```
/// block 0                                  byte
///   row 0   | v0 | v8 | v1 | v9 | ... | v7 | v15 |     bit j of v's byte: component 8r + j is above the centre
///   row 1   | v0 | v8 | v1 | v9 | ... | v7 | v15 |
///   ...     up to row prefixBits / 8 - 1
/// block 1
/// ```
///
/// Vectors 0-7 have the even bytes and 8-15 the odd ones, because sums of bytes are widened that way: the even
/// bytes of all shorts, then the odd ones. A tail is a few longs on its own, bit j of word w for component
/// prefixBits + 64w + j. Arrays begin small and double up to the whole chunk.
final class Chunk {
    /// How many vectors are scanned together.
    static final int BLOCK = 16;

    private static final int WORDS = VectorCodes.CHUNK_SLOTS / Long.SIZE;

    /// Fewer bits tell too little.
    private static final int PREFIX_MIN = 256;

    /// How many prefixes make a code.
    private static final int PREFIXES = 2;

    /// The rows of a block.
    final int rows;

    /// The longs of a tail; 0 in dimensions so few that the prefix is all.
    final int tailWords;

    final Centre centre;
    byte[] prefixes;
    long[] tails;
    float[] scales;
    float[] offsets;

    /// Bit s is set if slot s has a vector.
    final long[] present;

    /// The sum of all vectors ever put, rotated and of unit length, of which there were `puts`.
    final float[] sum;

    int puts;

    Chunk(int rotatedDimension, Centre centre, int slots) {
        int prefixBits = prefixBits(rotatedDimension);
        this.rows = prefixBits / 8;
        this.tailWords = (rotatedDimension - prefixBits) / Long.SIZE;
        this.centre = centre;
        this.prefixes = new byte[slots * rows];
        this.tails = new long[slots * tailWords];
        this.scales = new float[slots];
        this.offsets = new float[slots];
        this.present = new long[WORDS];
        this.sum = new float[rotatedDimension];
    }

    /// How many bits of a code are its prefix: a multiple of 64.
    static int prefixBits(int rotatedDimension) {
        int share = (rotatedDimension / PREFIXES + 63) / 64 * 64;
        return Math.min(rotatedDimension, Math.max(PREFIX_MIN, share));
    }

    /// Where vector v of a block has its bytes in each row.
    static int lane(int v) {
        return v < BLOCK / 2 ? 2 * v : 2 * v - BLOCK + 1;
    }

    int slots() {
        return scales.length;
    }

    boolean has(int slot) {
        return (present[slot / Long.SIZE] >>> slot & 1) != 0;
    }

    /// @param unit rotated, of unit length
    void put(int slot, float[] unit) {
        makeRoom(slot);
        long[] bits = new long[unit.length / Long.SIZE];
        float[] moments = new float[24];
        Kernels.current().code(unit, centre.point, bits, moments);
        int at = prefixAt(slot);
        for (int row = 0; row < rows; row++) {
            prefixes[at + row * BLOCK] = (byte) (bits[row / Long.BYTES] >>> (8 * row));
        }
        System.arraycopy(bits, bits.length - tailWords, tails, slot * tailWords, tailWords);
        double absolute = total(moments, 0);
        scales[slot] = absolute == 0 ? 0 : (float) (total(moments, 8) / absolute);
        offsets[slot] = (float) total(moments, 16);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += unit[i];
        }
        puts++;
        present[slot / Long.SIZE] |= 1L << slot;
    }

    private static double total(float[] moments, int from) {
        double total = 0;
        for (int i = from; i < from + 8; i++) {
            total += moments[i];
        }
        return total;
    }

    private int prefixAt(int slot) {
        return slot / BLOCK * BLOCK * rows + lane(slot % BLOCK);
    }

    /// Whether a slot here and one of another chunk around the same centre have equal codes and factors.
    boolean hasSameCode(int slot, Chunk other, int otherSlot) {
        int at = prefixAt(slot);
        int otherAt = other.prefixAt(otherSlot);
        for (int row = 0; row < rows; row++) {
            if (prefixes[at + row * BLOCK] != other.prefixes[otherAt + row * BLOCK]) {
                return false;
            }
        }
        int tail = slot * tailWords;
        int otherTail = otherSlot * tailWords;
        return Arrays.equals(tails, tail, tail + tailWords, other.tails, otherTail, otherTail + tailWords)
                && scales[slot] == other.scales[otherSlot]
                && offsets[slot] == other.offsets[otherSlot];
    }

    private void makeRoom(int slot) {
        if (slot < slots()) {
            return;
        }
        int slots = Math.max(BLOCK, Integer.highestOneBit(slot) * 2);
        prefixes = Arrays.copyOf(prefixes, slots * rows);
        tails = Arrays.copyOf(tails, slots * tailWords);
        scales = Arrays.copyOf(scales, slots);
        offsets = Arrays.copyOf(offsets, slots);
    }

    long bytes() {
        return prefixes.length
                + 4L * (scales.length + offsets.length + sum.length)
                + 8L * (tails.length + present.length);
    }
}
