package io.jamey.encoding;

import io.jamey.Embedding;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.Value;
import io.jamey.encoding.Bytes.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The bytes of what a memory says: all of it but its place and times of life ([Head]) and its embedding.
///
/// Numbers are little-endian, times microseconds since the epoch, counts variable-length (seven bits a byte,
/// lowest first), texts a count and that many bytes of UTF-8.
///
/// ```
///  0  8  updated
///  8  8  version
/// 16  8  importance, float64
/// 24  1  has: 1 session, 2 actor
/// 25     text type
///        text content
///        text session, 8 sequence   if has
///        text actor                 if has
///        fields metadata
///
/// fields: count, then for each: text name, value
/// value:  1 kind: 0 null, 1 false, 2 true, 3 whole (8), 4 real (8), 5 text, 6 items (count, values), 7 fields
/// ```
///
/// Formats that hold it give themselves a version: whoever changes this raises theirs.
public final class MemoryBody {
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

    private MemoryBody() {}

    /// What the body leaves out.
    public record Head(UUID id, Namespace namespace, Instant created, Instant accessed, Optional<Instant> expires) {}

    /// Appends the body.
    ///
    /// @throws IllegalArgumentException for text that is not well-formed
    public static void encode(Memory memory, Bytes.Writer out) {
        int has = (memory.session().isPresent() ? HAS_SESSION : 0)
                | (memory.actor().isPresent() ? HAS_ACTOR : 0);
        out.int64(Micros.of(memory.updatedAt()))
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
    }

    /// The memory. Its record checks what it is given: bytes that were never written can make it refuse.
    ///
    /// @throws IllegalArgumentException for bytes that are no memory
    public static Memory decode(Bytes.Reader in, Head head, Optional<Embedding> embedding) throws MalformedException {
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
        return new Memory(
                head.id(),
                head.namespace(),
                type,
                content,
                embedding,
                fields.isEmpty() ? Metadata.empty() : new Metadata(fields),
                session,
                sequence,
                actor,
                importance,
                head.created(),
                updated,
                head.accessed(),
                head.expires(),
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
}
