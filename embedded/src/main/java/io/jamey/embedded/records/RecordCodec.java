package io.jamey.embedded.records;

import io.jamey.Embedding;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Bytes.MalformedException;
import io.jamey.encoding.MemoryBody;
import io.jamey.encoding.Micros;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The bytes of a memory: one record for everything but the embedding, and one array for that.
///
/// Numbers are little-endian, times microseconds since the epoch.
///
/// ```
/// record                                     embedding
///  0  1  format                               0 4n  components, float32
///  1  4  CRC-32C of place, format, the rest  4n  4  CRC-32C of rid and components
///  5     body, see MemoryBody               place (columns of the row, checked by the sum)
///                                            0  8  rid
///                                            8 16  id, high half first
///                                           24  8  created
///                                           32  8  expires, or 2^63 - 1
///                                           40     the namespace's name
/// ```
///
/// The sums cover the place, so that a row cannot pass for another: bytes that are not what was written are a
/// [MemoryException] of kind `CORRUPT` that names the file and the row, whatever they are.
final class RecordCodec {
    private static final int FORMAT = 1;
    private static final int CRC_AT = 1;
    private static final int BODY_AT = 5;
    private static final int PLACE_BYTES = 40;

    private final Path file;

    /// @param file to be named when bytes are damaged
    RecordCodec(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException for text that is not well-formed
    static byte[] encode(Memory memory, Place place) {
        var out = new Bytes.Writer(128 + memory.content().length()).int8(FORMAT).int32(0);
        MemoryBody.encode(memory, out);
        byte[] record = out.toArray();
        seal(record, place);
        return record;
    }

    /// The embedding, with room for its checksum.
    static byte[] encode(Embedding embedding) {
        int size = embedding.dimension() * Float.BYTES;
        byte[] bytes = new byte[size + Integer.BYTES];
        for (int i = 0; i < embedding.dimension(); i++) {
            Bytes.putInt(bytes, i * Float.BYTES, Float.floatToRawIntBits(embedding.at(i)));
        }
        return bytes;
    }

    /// Writes the checksum that goes with an embedding's components as they are.
    static void seal(byte[] embedding, long rid) {
        int size = embedding.length - Integer.BYTES;
        Bytes.putInt(embedding, size, checksum(embedding, size, rid));
    }

    /// Writes the checksum that goes with the bytes as they are.
    static void seal(byte[] record, Place place) {
        Bytes.putInt(record, CRC_AT, checksum(record, place));
    }

    /// The memory, without its embedding.
    ///
    /// @param accessed when last accessed
    Memory decode(byte[] record, Place place, Instant accessed) {
        try {
            if (record.length <= BODY_AT) {
                throw new MalformedException("the record has " + record.length + " bytes");
            }
            if (record[0] != FORMAT) {
                throw new MalformedException("the record has format " + record[0]);
            }
            if (Bytes.intAt(record, CRC_AT) != checksum(record, place)) {
                throw new MalformedException("the record's checksum does not match");
            }
            return decodeBody(new Bytes.Reader(record, BODY_AT), place, accessed);
        } catch (MalformedException | IllegalArgumentException e) {
            throw damaged(place.rid(), e);
        }
    }

    /// The components of an embedding. That they are those of an embedding only the checksum vouches for.
    ///
    /// @param room to be filled and returned if it is as long as they are
    float[] decodeComponents(byte[] bytes, long rid, float[] room) {
        int size = bytes.length - Integer.BYTES;
        if (size < Float.BYTES || size % Float.BYTES != 0 || size / Float.BYTES > Limits.DIMENSIONS) {
            throw damaged(rid, new MalformedException("the embedding has " + bytes.length + " bytes"));
        }
        if (Bytes.intAt(bytes, size) != checksum(bytes, size, rid)) {
            throw damaged(rid, new MalformedException("the embedding's checksum does not match"));
        }
        float[] components = room.length == size / Float.BYTES ? room : new float[size / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(components);
        return components;
    }

    Embedding decodeEmbedding(byte[] bytes, long rid) {
        try {
            return Embedding.owning(decodeComponents(bytes, rid, new float[0]));
        } catch (IllegalArgumentException e) {
            throw damaged(rid, e);
        }
    }

    MemoryException damaged(long rid, Exception cause) {
        return Faults.corrupt(file, "row " + rid + ": " + cause.getMessage(), cause);
    }

    private static Memory decodeBody(Bytes.Reader in, Place place, Instant accessed) throws MalformedException {
        Optional<Instant> expires =
                place.expires() == Place.NEVER ? Optional.empty() : Optional.of(Micros.toInstant(place.expires()));
        var head = new MemoryBody.Head(
                place.id(), place.namespace(), Micros.toInstant(place.created()), accessed, expires);
        Memory memory = MemoryBody.decode(in, head, Optional.empty());
        in.end();
        return memory;
    }

    private static int checksum(byte[] record, Place place) {
        byte[] head = new byte[PLACE_BYTES];
        Bytes.putLong(head, 0, place.rid());
        Bytes.putLong(head, 8, place.id().getMostSignificantBits());
        Bytes.putLong(head, 16, place.id().getLeastSignificantBits());
        Bytes.putLong(head, 24, place.created());
        Bytes.putLong(head, 32, place.expires());
        var crc = new CRC32C();
        crc.update(head);
        crc.update(place.namespace().value().getBytes(StandardCharsets.UTF_8));
        crc.update(record, 0, CRC_AT);
        crc.update(record, BODY_AT, record.length - BODY_AT);
        return (int) crc.getValue();
    }

    private static int checksum(byte[] embedding, int size, long rid) {
        byte[] head = new byte[Long.BYTES];
        Bytes.putLong(head, 0, rid);
        var crc = new CRC32C();
        crc.update(head);
        crc.update(embedding, 0, size);
        return (int) crc.getValue();
    }
}
