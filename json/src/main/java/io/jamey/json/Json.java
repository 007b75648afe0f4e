package io.jamey.json;

import io.jamey.Value;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// JSON documents as plain Java values.
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    /// A UTF-8 document as Map (in order), List, String, Long, Double, Boolean or null.
    public static @Nullable Object read(byte[] document) {
        return TokenReader.<@Nullable Object>read(document, TokenReader::plain);
    }

    /// One line of JSON, from what [#read] gives and besides: any Iterable, Number, [Instant], [UUID], `float[]`
    /// and [Value].
    public static String write(@Nullable Object plain) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, plain);
        }
        return text.toString();
    }

    /// The same as UTF-8. What an Iterable gives is asked for when its turn comes, so that a long list need not
    /// be in memory. Does not close the stream.
    ///
    /// @throws UncheckedIOException when the stream cannot be written
    public static void write(OutputStream to, @Nullable Object plain) {
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), to)) {
            write(generator, plain);
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    private static void write(JsonGenerator out, @Nullable Object plain) {
        switch (plain) {
            case null -> out.writeNull();
            case Value value -> write(out, value.toJava());
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Instant time -> out.writeString(time.toString());
            case UUID id -> out.writeString(id.toString());
            case float[] components -> {
                out.writeStartArray();
                for (float component : components) {
                    out.writeNumber(component);
                }
                out.writeEndArray();
            }
            case Iterable<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Map<?, ?> fields -> {
                out.writeStartObject();
                fields.forEach((name, value) -> {
                    out.writeName(String.valueOf(name));
                    write(out, value);
                });
                out.writeEndObject();
            }
            default ->
                throw new IllegalArgumentException(
                        "no JSON for a " + plain.getClass().getName());
        }
    }
}
