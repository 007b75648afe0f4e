package io.jamey.logging;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/// A logged value as what may be written of it.
final class LoggedValue {
    private LoggedValue() {}

    /// Numbers and flags as they are, everything else as text. Of an array of numbers or characters only its length:
    /// it is an embedding, a key or a password.
    static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Long _, Integer _, Short _, Byte _, Boolean _ -> value;
            case Double number when Double.isFinite(number) -> value;
            case Object array
            when array.getClass().isArray() && isNumbers(array) ->
                array.getClass().getComponentType() + "[" + Array.getLength(array) + "]";
            case Object[] values -> texts(values);
            default -> text(value);
        };
    }

    private static boolean isNumbers(Object array) {
        Class<?> type = array.getClass().getComponentType();
        return type.isPrimitive() && type != boolean.class;
    }

    private static String texts(Object[] values) {
        var text = new StringBuilder("[");
        for (Object value : values) {
            boolean isNested = value instanceof Object[];
            text.append(text.length() > 1 ? ", " : "").append(isNested ? "[...]" : plain(value));
        }
        return text.append(']').toString();
    }

    /// A value that cannot say what it is must not keep the rest from being logged.
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "(" + value.getClass().getName() + " without text: "
                    + e.getClass().getName() + ")";
        }
    }
}
