package io.jamey.logging;

import java.util.Map;

/// Writes JSON in ASCII but for letters: whatever is no letter, digit or sign that can be seen is escaped, so that no
/// text can break a line or change how it looks in a terminal.
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private boolean isFirst = true;

    JsonText open(char bracket) {
        out.append(bracket);
        isFirst = true;
        return this;
    }

    JsonText close(char bracket) {
        out.append(bracket);
        isFirst = false;
        return this;
    }

    JsonText name(String name) {
        next();
        text(name);
        out.append(':');
        isFirst = true;
        return this;
    }

    /// A number or a flag as it is, everything else as text.
    JsonText value(Object value) {
        next();
        if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
        return this;
    }

    JsonText field(String name, Object value) {
        return name(name).value(value);
    }

    JsonText fields(String name, Map<String, ?> fields) {
        name(name).open('{');
        fields.forEach(this::field);
        return close('}');
    }

    private void next() {
        if (!isFirst) {
            out.append(',');
        }
        isFirst = false;
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPlain(text, i)) {
                out.append(c);
            } else {
                escape(c, out);
            }
        }
        out.append('"');
    }

    /// Whether a character shows as itself and nothing else.
    static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x7F) {
            return c >= ' ';
        }
        if (Character.isSurrogate(c)) {
            return isPair(text, at) || (at > 0 && isPair(text, at - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    static void escape(char c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
