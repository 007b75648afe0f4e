package io.jamey.embedded.vectors;

import java.util.Arrays;

/// The codes of up to 1,024 neighbouring slots, around one centre.
///
/// A code has one bit per rotated component: whether the vector lies above or below the centre there. Beside it go
/// two numbers from which a cosine is estimated without the vector (Gao and Long, "RaBitQ: Quantizing
/// High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest Neighbor Search", SIGMOD 2024,
/// section 3). With v the vector, q the query, c the centre and signs(v) the code read as +1 and -1:
///
/// ```
/// v.q  =  (v - c).(q - c)  +  v.c  +  q.c - c.c
///          |                  |       |
///          |                  |       the query's share (QueryCode.base)
///          |                  offsets[slot]
///          about  signs(v).(q - c) * scales[slot],   scales[slot] = |v - c|^2 / sum of |v - c| per component
/// ```
///
/// Codes lie in blocks of 16 vectors, one after another; in a block, row r holds components 8r to 8r + 7 of all
/// 16, a byte each, so that one register takes in a row:
///
/// ```
/// block 0                                  byte
///   row 0   | v0 | v8 | v1 | v9 | ... | v7 | v15 |     bit j of v's byte: component 8r + j is above the centre
///   row 1   | v0 | v8 | v1 | v9 | ... | v7 | v15 |
///   ...     up to row dimension / 8 - 1
/// block 1
/// ```
///
/// Vectors 0-7 have the even bytes and 8-15 the odd ones, because sums of bytes are widened that way: the even
/// bytes of all shorts, then the odd ones. Arrays begin small and double up to the whole chunk.
final class Chunk {
    /// How many vectors are scanned together.
    static final int BLOCK = 16;

    private static final int WORDS = VectorCodes.CHUNK_SLOTS / Long.SIZE;

    final int rows;
    final Centre centre;
    byte[] codes;
    float[] scales;
    float[] offsets;

    /// Bit s is set if slot s has a vector.
    final long[] present;

    /// The sum of all vectors ever put, rotated and of unit length, of which there were `puts`.
    final float[] sum;

    int puts;

    Chunk(int rotatedDimension, Centre centre, int slots) {
        this.rows = rotatedDimension / 8;
        this.centre = centre;
        this.codes = new byte[slots * rows];
        this.scales = new float[slots];
        this.offsets = new float[slots];
        this.present = new long[WORDS];
        this.sum = new float[rotatedDimension];
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
        float[] point = centre.point;
        int at = slot / BLOCK * BLOCK * rows + lane(slot % BLOCK);
        double absolute = 0;
        double squares = 0;
        double inner = 0;
        for (int row = 0; row < rows; row++) {
            int bits = 0;
            float rowAbsolute = 0;
            float rowSquares = 0;
            float rowInner = 0;
            for (int bit = 0; bit < 8; bit++) {
                int i = 8 * row + bit;
                float x = unit[i] - point[i];
                bits |= (Float.floatToRawIntBits(-x) >>> 31) << bit;
                rowAbsolute += Math.abs(x);
                rowSquares += x * x;
                rowInner += unit[i] * point[i];
            }
            codes[at + row * BLOCK] = (byte) bits;
            absolute += rowAbsolute;
            squares += rowSquares;
            inner += rowInner;
        }
        scales[slot] = absolute == 0 ? 0 : (float) (squares / absolute);
        offsets[slot] = (float) inner;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += unit[i];
        }
        puts++;
        present[slot / Long.SIZE] |= 1L << slot;
    }

    /// Whether a slot here and one of another chunk around the same centre have equal codes and factors.
    boolean hasSameCode(int slot, Chunk other, int otherSlot) {
        int at = slot / BLOCK * BLOCK * rows + lane(slot % BLOCK);
        int otherAt = otherSlot / BLOCK * BLOCK * rows + lane(otherSlot % BLOCK);
        for (int row = 0; row < rows; row++) {
            if (codes[at + row * BLOCK] != other.codes[otherAt + row * BLOCK]) {
                return false;
            }
        }
        return scales[slot] == other.scales[otherSlot] && offsets[slot] == other.offsets[otherSlot];
    }

    private void makeRoom(int slot) {
        if (slot < slots()) {
            return;
        }
        int slots = Math.max(BLOCK, Integer.highestOneBit(slot) * 2);
        codes = Arrays.copyOf(codes, slots * rows);
        scales = Arrays.copyOf(scales, slots);
        offsets = Arrays.copyOf(offsets, slots);
    }

    long bytes() {
        return codes.length + 4L * (scales.length + offsets.length + sum.length) + 8L * present.length;
    }
}
