package io.jamey.postgres;

import io.jamey.Metadata;
import io.jamey.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metadata as JSON text and back, so that each value comes back as it was: a real number always has a point
/// or an exponent, a whole number never.
///
/// Not for JSON of others: it reads what it wrote and what PostgreSQL keeps of that.
final class Json {
    /// From here on every double is whole, and its shortest spelling another number than the double is.
    private static final double ALL_WHOLE = 0x1p53;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static String write(Metadata metadata) {
        return write(new Value.Fields(metadata.fields()));
    }

    static String write(Value value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    static Metadata metadata(String text) {
        var reader = new Json(text);
        return new Metadata(((Value.Fields) reader.value()).fields());
    }

    private static void write(Value value, StringBuilder out) {
        switch (value) {
            case Value.Text(var characters) -> quote(characters, out);
            case Value.Whole(var number) -> out.append(number);
            case Value.Real(var number) -> out.append(plain(number));
            case Value.Bool(var flag) -> out.append(flag);
            case Value.Null() -> out.append("null");
            case Value.Items(var items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(items.get(i), out);
                }
                out.append(']');
            }
            case Value.Fields(var fields) -> {
                String before = "{";
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    out.append(before);
                    quote(field.getKey(), out);
                    out.append(':');
                    write(field.getValue(), out);
                    before = ",";
                }
                out.append(fields.isEmpty() ? "{}" : "}");
            }
            case Value.Time _ -> throw new IllegalArgumentException("metadata holds no times");
        }
    }

    private static String plain(double number) {
        if (Math.abs(number) >= ALL_WHOLE) {
            return new BigDecimal(number).toPlainString() + ".0";
        }
        return Double.toString(number);
    }

    private static void quote(String characters, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Value value() {
        return switch (text.charAt(at)) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> new Value.Text(string());
            case 't' -> word("true", new Value.Bool(true));
            case 'f' -> word("false", new Value.Bool(false));
            case 'n' -> word("null", new Value.Null());
            default -> number();
        };
    }

    private Value word(String word, Value value) {
        at += word.length();
        return value;
    }

    private Value fields() {
        var fields = new LinkedHashMap<String, Value>();
        at++;
        while (text.charAt(at) != '}') {
            at += text.charAt(at) == ',' ? 1 : 0;
            String key = string();
            at++;
            fields.put(key, value());
        }
        at++;
        return new Value.Fields(fields);
    }

    private Value items() {
        List<Value> items = new ArrayList<>();
        at++;
        while (text.charAt(at) != ']') {
            at += text.charAt(at) == ',' ? 1 : 0;
            items.add(value());
        }
        at++;
        return new Value.Items(items);
    }

    private String string() {
        var characters = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                char escaped = text.charAt(at++);
                if (escaped == 'u') {
                    characters.append((char) Integer.parseInt(text, at, at + 4, 16));
                    at += 4;
                } else {
                    characters.append(escaped);
                }
            } else {
                characters.append(c);
            }
        }
        at++;
        return characters.toString();
    }

    private Value number() {
        int start = at;
        boolean real = false;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at++);
            real |= c == '.' || c == 'E';
        }
        String digits = text.substring(start, at);
        return real ? new Value.Real(Double.parseDouble(digits)) : new Value.Whole(Long.parseLong(digits));
    }
}
