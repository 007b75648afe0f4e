package io.jamey.embeddings;

import io.jamey.embeddings.EmbedderSettings.OpenAi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads [EmbedderSettings] from environment variables. A variable set to nothing counts as not set.
record EnvironmentReader(Map<String, String> environment) {
    private static final String KIND = "JAMEY_EMBEDDER";
    private static final String PREFIX = "JAMEY_EMBEDDINGS_";
    private static final List<String> NAMES =
            List.of("URL", "MODEL", "KEY", "BATCH", "TIMEOUT_SECONDS", "RETRIES", "DIMENSION");

    EmbedderSettings read() {
        List<String> given = environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .toList();
        for (String name : given) {
            if (!NAMES.contains(name.substring(PREFIX.length()))) {
                throw new IllegalArgumentException(
                        "unknown setting " + name + ": after " + PREFIX + " comes one of " + String.join(", ", NAMES));
            }
        }
        String kind = Optional.ofNullable(environment.get(KIND))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse("local");
        return switch (kind) {
            case "none" -> new EmbedderSettings.None();
            case "openai" -> openAi();
            case "local" -> {
                if (!given.isEmpty()) {
                    throw new IllegalArgumentException(
                            given.getFirst() + " is set, but the local model would ignore it: " + "set " + KIND
                                    + "=openai, or unset it");
                }
                yield new EmbedderSettings.Local();
            }
            default -> throw new IllegalArgumentException(KIND + " must be local, openai or none, not '" + kind + "'");
        };
    }

    private OpenAi openAi() {
        return new OpenAi(
                text("URL").map(EnvironmentReader::uri).orElse(OpenAi.DEFAULT_URL),
                text("MODEL")
                        .orElseThrow(() -> new IllegalArgumentException(
                                KIND + "=openai needs " + PREFIX + "MODEL, like text-embedding-3-small")),
                text("KEY"),
                number("BATCH").orElse(OpenAi.DEFAULT_BATCH),
                Duration.ofSeconds(number("TIMEOUT_SECONDS").orElse((int) OpenAi.DEFAULT_TIMEOUT.toSeconds())),
                number("RETRIES").orElse(OpenAi.DEFAULT_RETRIES),
                number("DIMENSION"));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(PREFIX + name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private OptionalInt number(String name) {
        Optional<String> written = text(name);
        if (written.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(written.get()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PREFIX + name + " must be a whole number, not '" + written.get() + "'", e);
        }
    }

    private static URI uri(String written) {
        try {
            return URI.create(written);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "URL is not a URL; it should be like " + OpenAi.DEFAULT_URL, e);
        }
    }
}
