package io.jamey.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// One JSON document, read token by token. Each method reads the value that begins at the current token and
/// leaves the reader on its last token.
///
/// One thread. Every fault of the document is an [IllegalArgumentException].
final class TokenReader {
    /// Levels of objects and arrays: a filter as deep as the contract allows needs two per level.
    private static final int DEPTH = 64;
    /// Characters of one text: room for the longest content and for any embedding in base64.
    private static final int TEXT_CHARS = 4 << 20;
    /// Characters of one name.
    private static final int NAME_CHARS = 4096;
    private static final int ID_CHARS = 36;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(TEXT_CHARS)
                    .maxNameLength(NAME_CHARS)
                    .build())
            .build();

    private final JsonParser parser;

    private TokenReader(JsonParser parser) {
        this.parser = parser;
    }

    static <T extends @Nullable Object> T read(String document, Function<TokenReader, T> reading) {
        return read(() -> FACTORY.createParser(ObjectReadContext.empty(), document), reading);
    }

    /// From UTF-8.
    static <T extends @Nullable Object> T read(byte[] document, Function<TokenReader, T> reading) {
        requireUtf8(document);
        return read(() -> FACTORY.createParser(ObjectReadContext.empty(), document), reading);
    }

    /// The parser would read overlong forms and encoded surrogates as the characters they stand for, which would come
    /// back as other bytes.
    private static void requireUtf8(byte[] document) {
        int ascii = 0;
        while (ascii < document.length && document[ascii] >= 0) {
            ascii++;
        }
        if (ascii == document.length) {
            return;
        }
        var in = ByteBuffer.wrap(document, ascii, document.length - ascii);
        var out = CharBuffer.allocate(4096);
        CharsetDecoder decoder = UTF_8.newDecoder();
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new IllegalArgumentException("not JSON: byte " + in.position() + " is not UTF-8");
        }
    }

    private static <T extends @Nullable Object> T read(Supplier<JsonParser> opening, Function<TokenReader, T> reading) {
        try (JsonParser parser = opening.get()) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: it is empty");
            }
            T value = applied(reading, parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: something follows the end of the document at "
                        + place(
                                parser.currentTokenLocation().getLineNr(),
                                parser.currentTokenLocation().getColumnNr()));
            }
            return value;
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at "
                            + place(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new IllegalArgumentException("not JSON" + where + ": " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /// What is wrong in a value is said with its place.
    private static <T extends @Nullable Object> T applied(Function<TokenReader, T> reading, JsonParser parser) {
        try {
            return reading.apply(new TokenReader(parser));
        } catch (JsonFault e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new JsonFault(
                    String.valueOf(e.getMessage()),
                    parser.streamReadContext().pathAsPointer().toString(),
                    e);
        }
    }

    /// What is made of an object that was just read. The messages of the contract begin with the name of what is
    /// wrong, so that a fault can be laid to one of the object's fields.
    <T> T naming(FieldNames names, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String pointer = parser.streamReadContext().pathAsPointer().toString();
            throw new JsonFault(
                    message,
                    names.named(message).map(name -> pointer + "/" + name).orElse(pointer),
                    e);
        }
    }

    private static String place(int line, int column) {
        return (line > 1 ? "line " + line + ", " : "") + "column " + column;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("malformed");
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /// Calls `field` with each resolved name, standing on its value.
    void object(FieldNames names, Consumer<String> field) {
        var seen = new HashSet<String>();
        object(names.what(), written -> {
            String name = names.resolve(written);
            if (!seen.add(name)) {
                throw new IllegalArgumentException("'" + name + "' is given twice in " + names.what());
            }
            field.accept(name);
        });
    }

    /// Calls `field` with each name, whatever it is, standing on its value.
    void object(String what, Consumer<String> field) {
        expect(what, JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.accept(name);
        }
    }

    /// Passes over the value, whatever it is.
    void skip() {
        parser.skipChildren();
    }

    /// Calls `item` standing on each element.
    void array(String what, Runnable item) {
        expect(what, JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.run();
        }
    }

    String text(String what) {
        expect(what, JsonToken.VALUE_STRING, "a text");
        return parser.getString();
    }

    Instant time(String what) {
        return Times.parse(what, text(what));
    }

    UUID id(String what) {
        return id(what, text(what));
    }

    /// @param what the name for error messages
    static UUID id(String what, String written) {
        try {
            UUID id = UUID.fromString(written);
            if (written.length() == ID_CHARS) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // said below, with an example
        }
        throw new IllegalArgumentException(
                what + " must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057, not '" + written + "'");
    }

    long whole(String what) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw mustBe(what, "a whole number");
        }
        return parser.getLongValue();
    }

    int wholeInt(String what) {
        long value = whole(what);
        if (value != (int) value) {
            throw new IllegalArgumentException(what + " is out of range: " + value);
        }
        return (int) value;
    }

    double number(String what) {
        if (!parser.currentToken().isNumeric()) {
            throw mustBe(what, "a number");
        }
        return finite(parser.getDoubleValue());
    }

    float component(String what) {
        if (!parser.currentToken().isNumeric()) {
            throw mustBe(what, "a number");
        }
        return parser.getFloatValue();
    }

    boolean bool(String what) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw mustBe(what, "true or false");
        };
    }

    /// Any value, as the contract's data.
    Value value() {
        return Value.of(plain());
    }

    /// Any value, as plain Java: Map, List, String, Long, Double, Boolean or null.
    @Nullable Object plain() {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                object("value", name -> fields.put(name, plain()));
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                array("value", () -> items.add(plain()));
                yield items;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> wholeOrExact();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private Object wholeOrExact() {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        BigInteger written = parser.getBigIntegerValue();
        double kept = finite(written.doubleValue());
        if (!new BigDecimal(kept).toBigIntegerExact().equals(written)) {
            throw new IllegalArgumentException(
                    "number " + written + " has more digits than can be kept: write it as text");
        }
        return kept;
    }

    private double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("number " + parser.getString() + " is too large: write it as text");
        }
        return value;
    }

    private void expect(String what, JsonToken token, String kind) {
        if (parser.currentToken() != token) {
            throw mustBe(what, kind);
        }
    }

    private IllegalArgumentException mustBe(String what, String kind) {
        String found = switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                parser.currentToken().asString().toLowerCase(Locale.ROOT);
            default -> "something else";
        };
        return new IllegalArgumentException(what + " must be " + kind + ", not " + found);
    }
}
