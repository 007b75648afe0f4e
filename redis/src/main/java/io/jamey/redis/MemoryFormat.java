package io.jamey.redis;

import io.jamey.Embedding;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Bytes.MalformedException;
import io.jamey.encoding.MemoryBody;
import io.jamey.encoding.Micros;
import java.util.Optional;
import java.util.UUID;

/// The bytes of a memory within a value. Its namespace is the reader's, for the key names it.
///
/// ```
///  0 16  id, high half first
/// 16  8  created, in microseconds since the epoch, as all times
/// 24  8  last accessed
/// 32  8  expires, or 2^63 - 1
/// 40     dimension (0 without an embedding), that many float32
///        body, see MemoryBody
/// ```
final class MemoryFormat {
    private static final long NEVER = Long.MAX_VALUE;

    private MemoryFormat() {}

    static void write(Memory memory, Bytes.Writer out) {
        out.int64(memory.id().getMostSignificantBits())
                .int64(memory.id().getLeastSignificantBits())
                .int64(Micros.of(memory.createdAt()))
                .int64(Micros.of(memory.lastAccessed()))
                .int64(memory.expiresAt().map(Micros::of).orElse(NEVER))
                .count(memory.embedding().map(Embedding::dimension).orElse(0));
        memory.embedding().ifPresent(embedding -> {
            for (int i = 0; i < embedding.dimension(); i++) {
                out.int32(Float.floatToRawIntBits(embedding.at(i)));
            }
        });
        MemoryBody.encode(memory, out);
    }

    static Memory read(Bytes.Reader in, Namespace namespace) throws MalformedException {
        var id = new UUID(in.int64(), in.int64());
        long created = in.int64();
        long accessed = in.int64();
        long expires = in.int64();
        Optional<Embedding> embedding = embedding(in, in.count());
        var head = new MemoryBody.Head(
                id,
                namespace,
                Micros.toInstant(created),
                Micros.toInstant(accessed),
                expires == NEVER ? Optional.empty() : Optional.of(Micros.toInstant(expires)));
        return MemoryBody.decode(in, head, embedding);
    }

    private static Optional<Embedding> embedding(Bytes.Reader in, int dimension) throws MalformedException {
        if (dimension == 0) {
            return Optional.empty();
        }
        if (dimension > Limits.DIMENSIONS) {
            throw new MalformedException("an embedding of " + dimension + " dimensions");
        }
        var components = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            components[i] = Float.intBitsToFloat(in.int32());
        }
        return Optional.of(Embedding.owning(components));
    }
}
