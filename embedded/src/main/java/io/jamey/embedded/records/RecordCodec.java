package io.jamey.embedded.records;

import io.jamey.Embedding;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Value;
import io.jamey.embedded.records.Bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// The bytes of a memory: one record for everything but the embedding, and one array for that.
///
/// Numbers are little-endian, times microseconds since the epoch, counts variable-length (seven bits a byte,
/// lowest first), texts a count and that many bytes of UTF-8.
///
/// ```
/// record                                     embedding
///  0  1  format                               0 4n  components, float32
///  1  4  CRC-32C of place, format, the rest  4n  4  CRC-32C of rid and components
///  5  8  updated
/// 13  8  version                             place (columns of the row, checked by the sum)
/// 21  8  importance, float64                  0  8  rid
/// 29  1  has: 1 session, 2 actor              8 16  id, high half first
/// 30     text type                           24  8  created
///        text content                        32  8  expires, or 2^63 - 1
///        text session, 8 sequence   if has   40     the namespace's name
///        text actor                 if has
///        fields metadata
///
/// fields: count, then for each: text name, value
/// value:  1 kind: 0 null, 1 false, 2 true, 3 whole (8), 4 real (8), 5 text, 6 items (count, values), 7 fields
/// ```
///
/// The sums cover the place, so that a row cannot pass for another: bytes that are not what was written are a
/// [MemoryException] of kind `CORRUPT` that names the file and the row, whatever they are.
final class RecordCodec {
    private static final int FORMAT = 1;
    private static final int CRC_AT = 1;
    private static final int BODY_AT = 5;
    private static final int PLACE_BYTES = 40;

    private static final int HAS_SESSION = 1;
    private static final int HAS_ACTOR = 2;

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int WHOLE = 3;
    private static final int REAL = 4;
    private static final int TEXT = 5;
    private static final int ITEMS = 6;
    private static final int FIELDS = 7;

    private final Path file;

    /// @param file to be named when bytes are damaged
    RecordCodec(Path file) {
        this.file = file;
    }

    /// @throws IllegalArgumentException for text that is not well-formed
    static byte[] encode(Memory memory, Place place) {
        int has = (memory.session().isPresent() ? HAS_SESSION : 0)
                | (memory.actor().isPresent() ? HAS_ACTOR : 0);
        var out = new Bytes.Writer(128 + memory.content().length())
                .int8(FORMAT)
                .int32(0)
                .int64(Micros.of(memory.updatedAt()))
                .int64(memory.version())
                .int64(Double.doubleToRawLongBits(memory.importance()))
                .int8(has)
                .text(memory.type().name())
                .text(memory.content());
        if (memory.session().isPresent()) {
            out.text(memory.session().get()).int64(memory.sequence().orElseThrow());
        }
        memory.actor().ifPresent(out::text);
        encode(memory.metadata().fields(), out);
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
        Instant updated = Micros.toInstant(in.int64());
        long version = in.int64();
        double importance = Double.longBitsToDouble(in.int64());
        int has = in.int8();
        var type = new MemoryType(in.text());
        String content = in.text();
        Optional<String> session = Optional.empty();
        OptionalLong sequence = OptionalLong.empty();
        if ((has & HAS_SESSION) != 0) {
            session = Optional.of(in.text());
            sequence = OptionalLong.of(in.int64());
        }
        Optional<String> actor = (has & HAS_ACTOR) != 0 ? Optional.of(in.text()) : Optional.empty();
        Map<String, Value> fields = decodeFields(in, 0);
        in.end();
        return new Memory(
                place.id(),
                place.namespace(),
                type,
                content,
                Optional.empty(),
                fields.isEmpty() ? Metadata.empty() : new Metadata(fields),
                session,
                sequence,
                actor,
                importance,
                Micros.toInstant(place.created()),
                updated,
                accessed,
                place.expires() == Place.NEVER ? Optional.empty() : Optional.of(Micros.toInstant(place.expires())),
                version);
    }

    private static void encode(Map<String, Value> fields, Bytes.Writer out) {
        out.count(fields.size());
        fields.forEach((name, value) -> {
            out.text(name);
            encode(value, out);
        });
    }

    private static void encode(Value value, Bytes.Writer out) {
        switch (value) {
            case Value.Null() -> out.int8(NULL);
            case Value.Bool(var flag) -> out.int8(flag ? TRUE : FALSE);
            case Value.Whole(var number) -> out.int8(WHOLE).int64(number);
            case Value.Real(var number) -> out.int8(REAL).int64(Double.doubleToRawLongBits(number));
            case Value.Text(var text) -> out.int8(TEXT).text(text);
            case Value.Items(var items) -> {
                out.int8(ITEMS).count(items.size());
                items.forEach(item -> encode(item, out));
            }
            case Value.Fields(var fields) -> encode(fields, out.int8(FIELDS));
            case Value.Time _ -> throw new IllegalArgumentException("metadata cannot hold a time");
        }
    }

    private static Map<String, Value> decodeFields(Bytes.Reader in, int depth) throws MalformedException {
        int count = in.count();
        if (count == 0) {
            return Map.of();
        }
        var fields = new LinkedHashMap<String, Value>();
        for (int i = 0; i < count; i++) {
            fields.put(in.text(), decodeValue(in, depth + 1));
        }
        return fields;
    }

    private static Value decodeValue(Bytes.Reader in, int depth) throws MalformedException {
        if (depth > Limits.DEPTH + 1) {
            throw new MalformedException("metadata nests too deep");
        }
        int kind = in.int8();
        return switch (kind) {
            case NULL -> new Value.Null();
            case FALSE -> new Value.Bool(false);
            case TRUE -> new Value.Bool(true);
            case WHOLE -> new Value.Whole(in.int64());
            case REAL -> new Value.Real(Double.longBitsToDouble(in.int64()));
            case TEXT -> new Value.Text(in.text());
            case ITEMS -> {
                int count = in.count();
                List<Value> items = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    items.add(decodeValue(in, depth + 1));
                }
                yield new Value.Items(items);
            }
            case FIELDS -> new Value.Fields(decodeFields(in, depth));
            default -> throw new MalformedException("a value of unknown kind " + kind);
        };
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
