package io.jamey.embedded.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;

/// Chunks as bytes, complete in themselves, little-endian:
///
/// ```
/// int      magic "JVC2": the last character is the version of this format, of the rotation and of the codes
/// int      dimension of the vectors, not rotated
/// int      index of the chunk
/// int      slots for which there is room, n
/// int      generation of the centre
/// int      vectors put
/// long     x 16: which slots have a vector
/// float    x rotated dimension: the centre; absent if the generation is 0
/// float    x rotated dimension: the sum of vectors put
/// float    x n: scales
/// float    x n: offsets
/// byte     x n * prefix bits / 8: prefixes, in blocks
/// long     x n * (rotated dimension - prefix bits) / 64: tails
/// ```
final class ChunkFormat {
    private static final int MAGIC = 0x3243564a;
    private static final int HEADER = 6 * Integer.BYTES;

    private ChunkFormat() {}

    /// A chunk and what else its bytes say.
    record Stored(int index, Chunk chunk) {}

    static byte[] write(int dimension, int index, Chunk chunk) {
        int floats = chunk.sum.length * (chunk.centre.generation == 0 ? 1 : 2) + 2 * chunk.slots();
        ByteBuffer out = ByteBuffer.allocate(HEADER
                        + (chunk.present.length + chunk.tails.length) * Long.BYTES
                        + floats * Float.BYTES
                        + chunk.prefixes.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(dimension).putInt(index).putInt(chunk.slots());
        out.putInt(chunk.centre.generation).putInt(chunk.puts);
        for (long word : chunk.present) {
            out.putLong(word);
        }
        if (chunk.centre.generation != 0) {
            put(out, chunk.centre.point);
        }
        put(out, chunk.sum);
        put(out, chunk.scales);
        put(out, chunk.offsets);
        out.put(chunk.prefixes);
        out.asLongBuffer().put(chunk.tails);
        return out.array();
    }

    /// @param shared gives an equal centre that is already in use, or the same
    static Stored read(int dimension, byte[] bytes, UnaryOperator<Centre> shared) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= HEADER && in.getInt() == MAGIC, "they do not begin with JVC2");
        int theirs = in.getInt();
        require(theirs == dimension, "their dimension is " + theirs + ", not " + dimension);
        int index = in.getInt();
        int slots = in.getInt();
        int generation = in.getInt();
        int puts = in.getInt();
        require(
                index >= 0
                        && index < Integer.MAX_VALUE / VectorCodes.CHUNK_SLOTS
                        && slots >= 0
                        && slots <= VectorCodes.CHUNK_SLOTS
                        && slots % Chunk.BLOCK == 0
                        && generation >= 0
                        && puts >= 0,
                "their header is out of range");
        int rotated = Rotation.rotatedDimension(dimension);
        long words = VectorCodes.CHUNK_SLOTS / Long.SIZE;
        long floats = rotated * (generation == 0 ? 1L : 2L) + 2L * slots;
        long length = HEADER + words * Long.BYTES + floats * Float.BYTES + slots * (rotated / 8L);
        require(bytes.length == length, "they are " + bytes.length + " bytes, not " + length);
        long[] present = new long[(int) words];
        in.asLongBuffer().get(present);
        in.position(in.position() + present.length * Long.BYTES);
        Centre centre = generation == 0 ? Centre.origin(rotated) : new Centre(generation, floats(in, rotated));
        Chunk chunk = new Chunk(rotated, shared.apply(centre), slots);
        System.arraycopy(present, 0, chunk.present, 0, present.length);
        chunk.puts = puts;
        get(in, chunk.sum);
        get(in, chunk.scales);
        get(in, chunk.offsets);
        in.get(chunk.prefixes);
        in.asLongBuffer().get(chunk.tails);
        return new Stored(index, chunk);
    }

    private static void put(ByteBuffer out, float[] floats) {
        out.asFloatBuffer().put(floats);
        out.position(out.position() + floats.length * Float.BYTES);
    }

    private static void get(ByteBuffer in, float[] floats) {
        in.asFloatBuffer().get(floats);
        in.position(in.position() + floats.length * Float.BYTES);
    }

    private static float[] floats(ByteBuffer in, int count) {
        float[] floats = new float[count];
        get(in, floats);
        return floats;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("these bytes are no chunk of this index: " + otherwise);
        }
    }
}
