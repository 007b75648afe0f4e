package io.jamey.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The names a JSON object may have, and other names accepted for them.
///
/// @param aliases from the other name to the one in `names`
record FieldNames(String what, List<String> names, Map<String, String> aliases) {
    static FieldNames of(String what, String... names) {
        return new FieldNames(what, List.of(names), Map.of());
    }

    FieldNames alias(String other, String name) {
        var more = new HashMap<>(aliases);
        more.put(other, name);
        return new FieldNames(what, names, Map.copyOf(more));
    }

    /// The same, and one name more.
    FieldNames and(String name) {
        return new FieldNames(
                what, Stream.concat(names.stream(), Stream.of(name)).toList(), aliases);
    }

    /// The field whose name in Java a message begins with.
    Optional<String> named(String message) {
        String first = message.split(" ", 2)[0];
        return names.stream()
                .filter(name -> first.equalsIgnoreCase(name.replace("_", "").replaceFirst("id$|^memory", "")))
                .findFirst();
    }

    /// Whether it is one of the names, as they are written.
    boolean has(String name) {
        return names.contains(name);
    }

    /// The name that is meant, or an error with a suggestion.
    String resolve(String written) {
        String name = aliases.getOrDefault(written, written);
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown field '" + written + "' in " + what + Suggestion.instead(written, names));
        }
        return name;
    }
}
