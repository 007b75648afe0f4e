package io.jamey.client;

import io.jamey.MemoryException;
import io.jamey.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The fields of an answer. What is not as the API says is a fault of whatever answered.
///
/// @param fields of a JSON object
record Answer(Map<?, ?> fields) {
    static Answer of(byte[] body) {
        return read(() -> Json.read(body) instanceof Map<?, ?> fields ? new Answer(fields) : fail("an object"));
    }

    /// What `reading` makes of an answer.
    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "the server's answer cannot be read (" + e.getMessage()
                            + "): is it a Jamey server, not older than this client?",
                    e);
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    long whole(String name) {
        return read(() -> fields.get(name) instanceof Long number ? number : Answer.<Long>fail("number " + name));
    }

    String text(String name) {
        return read(() -> fields.get(name) instanceof String text ? text : fail("text " + name));
    }

    Answer part(String name) {
        return read(() -> part(fields.get(name), name));
    }

    List<Answer> items(String name) {
        return read(() -> fields.get(name) instanceof List<?> items
                ? items.stream().map(item -> part(item, name)).toList()
                : fail("list " + name));
    }

    /// All of them, which are texts.
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        fields.keySet().forEach(name -> texts.put((String) name, text((String) name)));
        return texts;
    }

    private static Answer part(@Nullable Object value, String name) {
        return value instanceof Map<?, ?> part ? new Answer(part) : fail("part " + name);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
    private static <T> T fail(String what) {
        throw new IllegalArgumentException("there is no " + what);
    }
}
