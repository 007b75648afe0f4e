package io.jamey.server.tools;

import io.jamey.json.Json;
import io.jamey.json.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a model gave a tool, checked against what the tool takes: every fault is an [IllegalArgumentException] in words
/// that help the model to do better.
///
/// @param given as plain Java values; a name with null is there
record Arguments(Map<String, @Nullable Object> given) {

    /// @param what takes them, for messages
    /// @throws IllegalArgumentException for a name that is not among those of the schema, or a missing one
    static Arguments of(String what, Map<String, Object> schema, Map<String, @Nullable Object> given) {
        Collection<String> known = names(schema);
        for (String name : given.keySet()) {
            if (name.equals("namespace") || name.equals("user_id")) {
                throw new IllegalArgumentException("leave out '" + name
                        + "': whose memory this is was settled when the server was set up, and cannot be chosen here");
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown argument '" + name + "' of " + what + Suggestion.instead(name, known));
            }
        }
        for (Object required : (List<?>) schema.getOrDefault("required", List.of())) {
            if (given.get(String.valueOf(required)) == null) {
                throw new IllegalArgumentException(what + " needs '" + required + "'");
            }
        }
        return new Arguments(given);
    }

    private static Collection<String> names(Map<String, Object> schema) {
        var names = new ArrayList<String>();
        ((Map<?, ?>) schema.getOrDefault("properties", Map.of())).keySet().forEach(name -> names.add((String) name));
        return names;
    }

    boolean has(String name) {
        return given.get(name) != null;
    }

    /// Without some of them.
    Arguments without(String name) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(given);
        rest.remove(name);
        return new Arguments(rest);
    }

    /// With one more, or another.
    Arguments with(String name, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(given);
        more.put(name, value);
        return new Arguments(more);
    }

    /// As a JSON document.
    String document() {
        return Json.write(given);
    }

    Optional<String> text(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException(name + " must be a text, not " + Json.write(value));
    }

    int whole(String name, int otherwise, int max) {
        Object value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= 1 && number <= max) {
            return number.intValue();
        }
        throw new IllegalArgumentException(
                name + " must be a whole number from 1 to " + max + ", not " + Json.write(value));
    }

    UUID id() {
        return id("id", text("id").orElseThrow());
    }

    List<UUID> ids() {
        var ids = new ArrayList<UUID>();
        for (Object item : list("ids")) {
            ids.add(id("ids[" + ids.size() + "]", item instanceof String text ? text : Json.write(item)));
        }
        return ids;
    }

    /// The items of a list that is there.
    List<?> list(String name) {
        if (given.get(name) instanceof List<?> items) {
            if (items.isEmpty() || items.size() > Schemas.BATCH_MAX) {
                throw new IllegalArgumentException(
                        name + " must have 1 to " + Schemas.BATCH_MAX + " elements, not " + items.size());
            }
            return items;
        }
        throw new IllegalArgumentException(name + " must be an array, not " + Json.write(given.get(name)));
    }

    /// The fields of an object, by name.
    static Map<String, @Nullable Object> object(String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            fields.forEach((name, each) -> named.put(String.valueOf(name), each));
            return named;
        }
        throw new IllegalArgumentException(what + " must be an object, not " + Json.write(value));
    }

    private static UUID id(String what, String written) {
        if (written.length() == 36) {
            try {
                return UUID.fromString(written);
            } catch (IllegalArgumentException e) {
                throw noId(what, written, e);
            }
        }
        throw noId(what, written, null);
    }

    private static IllegalArgumentException noId(String what, String written, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                what + " must be a UUID as search_memories and list_memories give it, not '" + written + "'", cause);
    }
}
