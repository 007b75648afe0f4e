package io.jamey.postgres;

import io.jamey.Metadata;
import io.jamey.Value;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Metadata as JSON text and back, so that each value comes back as it was, and PostgreSQL compares numbers as Java
/// does: a real number always has a point or an exponent, a whole number never.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    /// From here on every double is whole, and its shortest spelling another number than the double is.
    private static final double ALL_WHOLE = 0x1p53;

    private Json() {}

    static String write(Metadata metadata) {
        return write(new Value.Fields(metadata.fields()));
    }

    static String write(Value value) {
        var text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out);
        }
        return text.toString();
    }

    private static void write(Value value, JsonGenerator out) {
        switch (value) {
            case Value.Text(var characters) -> out.writeString(characters);
            case Value.Whole(var number) -> out.writeNumber(number);
            case Value.Real(var number) -> out.writeNumber(spelt(number));
            case Value.Bool(var flag) -> out.writeBoolean(flag);
            case Value.Null() -> out.writeNull();
            case Value.Items(var items) -> {
                out.writeStartArray();
                items.forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case Value.Fields(var fields) -> {
                out.writeStartObject();
                fields.forEach((name, field) -> {
                    out.writeName(name);
                    write(field, out);
                });
                out.writeEndObject();
            }
            case Value.Time _ -> throw new IllegalArgumentException("metadata holds no times");
        }
    }

    private static String spelt(double number) {
        return Math.abs(number) >= ALL_WHOLE ? new BigDecimal(number).toPlainString() + ".0" : Double.toString(number);
    }

    static Metadata metadata(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            return new Metadata(fields(in).fields());
        }
    }

    /// The value that begins at the current token, which is left at the value's last.
    private static Value value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> fields(in);
            case START_ARRAY -> items(in);
            case VALUE_STRING -> new Value.Text(in.getString());
            case VALUE_NUMBER_INT -> new Value.Whole(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Value.Real(in.getDoubleValue());
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> new Value.Null();
            default -> throw new IllegalStateException("no value begins with " + in.currentToken());
        };
    }

    private static Value.Fields fields(JsonParser in) {
        var fields = new LinkedHashMap<String, Value>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value(in));
        }
        return new Value.Fields(fields);
    }

    private static Value.Items items(JsonParser in) {
        List<Value> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return new Value.Items(items);
    }
}
