package io.jamey.server.http;

import io.jamey.json.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The parameters of an address, each at most once and known to the route.
public final class Query {
    private static final Map<String, String> ALIASES = Map.of("user_id", "namespace", "top_k", "limit");

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /// Reads what an address says.
    ///
    /// @param written what follows the question mark
    /// @param known names the route takes
    public static Query parse(@Nullable String written, List<String> known) {
        var values = new HashMap<String, String>();
        if (written != null && !written.isEmpty()) {
            for (String pair : written.split("&", -1)) {
                int equals = pair.indexOf('=');
                String given = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String name = ALIASES.getOrDefault(given, given);
                if (!known.contains(name)) {
                    throw wrong(
                            given,
                            known.isEmpty()
                                    ? "unknown parameter '" + given + "': this takes none"
                                    : "unknown parameter '" + given + "'" + Suggestion.instead(given, known));
                }
                String value = equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1), true);
                if (values.put(name, value) != null) {
                    throw wrong(given, "parameter '" + name + "' is given twice");
                }
            }
        }
        return new Query(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// What `reading` makes of the parameter; its complaints are laid to the parameter.
    public <T> Optional<T> read(String name, Function<String, T> reading) {
        String value = values.get(name);
        try {
            return value == null ? Optional.empty() : Optional.of(reading.apply(value));
        } catch (IllegalArgumentException e) {
            throw wrong(name, String.valueOf(e.getMessage()));
        }
    }

    public long whole(String name, long otherwise) {
        return read(name, value -> {
                    try {
                        return Long.parseLong(value);
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(name + " must be a whole number, not '" + value + "'", e);
                    }
                })
                .orElse(otherwise);
    }

    /// From `min` to `max`.
    public int within(String name, int min, int max, int otherwise) {
        long value = whole(name, otherwise);
        if (value < min || value > max) {
            throw wrong(name, name + " must be between " + min + " and " + max + ", not " + value);
        }
        return (int) value;
    }

    public boolean flag(String name) {
        return switch (values.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, name + " must be true or false, not '" + values.get(name) + "'");
        };
    }

    /// One of these words.
    public Optional<String> choice(String name, String... words) {
        List<String> known = List.of(words);
        return read(name, value -> {
            if (!known.contains(value)) {
                throw new IllegalArgumentException(
                        "unknown " + name + " '" + value + "'" + Suggestion.instead(value, known));
            }
            return value;
        });
    }

    /// Words of a list with commas between, each one of these.
    public List<String> choices(String name, String... words) {
        List<String> known = List.of(words);
        var chosen = new ArrayList<String>();
        for (String word : values.getOrDefault(name, "").split(",", -1)) {
            if (word.isEmpty() && !values.containsKey(name)) {
                continue;
            }
            if (!known.contains(word)) {
                throw wrong(name, "unknown " + name + " '" + word + "'" + Suggestion.instead(word, known));
            }
            chosen.add(word);
        }
        return chosen;
    }

    /// What is made of several parameters; a complaint that begins with the name of one is laid to it.
    public <T> T naming(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String first = message.replaceFirst("^(the|a) ", "").split(" ", 2)[0];
            throw values.containsKey(first) ? wrong(first, message) : e;
        }
    }

    static ProblemException wrong(String parameter, String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail)
                .with("parameter", parameter)
                .thrown();
    }
}
