package io.jamey.embeddings;

import io.jamey.Embedder;
import io.jamey.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Which model turns text into embeddings, and how to reach it.
///
/// ```java
/// Optional<Embedder> embedder = EmbedderSettings.from(System.getenv()).open();
/// ```
public sealed interface EmbedderSettings {

    /// No model: memories are found by their words, and by embeddings the caller brings.
    record None() implements EmbedderSettings {}

    /// The model that ships with Jamey, `bge-small-en-v1.5-q`: English, 384 components, no network, no key.
    record Local() implements EmbedderSettings {}

    /// Any server that speaks OpenAI's `POST <url>/embeddings`.
    ///
    /// @param url up to and without `/embeddings`; http or https, without user, query or fragment
    /// @param model the name the server knows it by
    /// @param key sent as a bearer token; servers of one's own often want none
    /// @param batch texts in one request, 1 to 2048
    /// @param timeout of one request, from its start to the last byte of the answer; 1 ms to 10 minutes
    /// @param retries after the first attempt, 0 to 10, of a request the server refused as one too many (429)
    ///     or failed to serve (5xx): after 1 second, then twice as long each time
    /// @param dimension what the model makes; every answer must agree. Absent for OpenAI's own models, which
    ///     are known, and where asking the server once is good enough
    record OpenAi(
            URI url,
            String model,
            Optional<String> key,
            int batch,
            Duration timeout,
            int retries,
            OptionalInt dimension)
            implements EmbedderSettings {

        public static final URI DEFAULT_URL = URI.create("https://api.openai.com/v1");
        public static final int DEFAULT_BATCH = 128;
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
        public static final int DEFAULT_RETRIES = 4;

        private static final int BATCH_MAX = 2048;
        private static final int RETRIES_MAX = 10;
        private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

        public OpenAi {
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "the embeddings URL must be like " + DEFAULT_URL + ": http or https, and a host");
            }
            if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "the embeddings URL must have no user, query or fragment: it is shown "
                                + "in messages, so a secret belongs in the key");
            }
            if (model.isBlank()) {
                throw new IllegalArgumentException("the embeddings model must be named, like text-embedding-3-small");
            }
            key = key.map(String::strip).filter(secret -> !secret.isEmpty());
            if (key.stream().flatMapToInt(String::chars).anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("the embeddings key must be one word of visible ASCII characters");
            }
            range("the embeddings batch", batch, 1, BATCH_MAX);
            range("the embeddings retries", retries, 0, RETRIES_MAX);
            if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
                throw new IllegalArgumentException("the embeddings timeout must be between 1 ms and 10 minutes");
            }
            dimension.ifPresent(value -> range("the embeddings dimension", value, 1, Limits.DIMENSIONS));
        }

        /// With the defaults for everything but these.
        public static OpenAi of(URI url, String model, Optional<String> key) {
            return new OpenAi(url, model, key, DEFAULT_BATCH, DEFAULT_TIMEOUT, DEFAULT_RETRIES, OptionalInt.empty());
        }

        /// Without the key.
        @Override
        public String toString() {
            return "OpenAi[" + model + " at " + url + "]";
        }

        private static void range(String what, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(what + " must be between " + min + " and " + max + ", not " + value);
            }
        }
    }

    /// Reads the settings from environment variables; `local` when none is set.
    ///
    /// | variable | meaning | default |
    /// |---|---|---|
    /// | `JAMEY_EMBEDDER` | `local`, `openai` or `none` | `local` |
    /// | `JAMEY_EMBEDDINGS_URL` | see [OpenAi] for this and all below | `https://api.openai.com/v1` |
    /// | `JAMEY_EMBEDDINGS_MODEL` | required for `openai` | |
    /// | `JAMEY_EMBEDDINGS_KEY` | | no key |
    /// | `JAMEY_EMBEDDINGS_BATCH` | texts | 128 |
    /// | `JAMEY_EMBEDDINGS_TIMEOUT_SECONDS` | | 30 |
    /// | `JAMEY_EMBEDDINGS_RETRIES` | | 4 |
    /// | `JAMEY_EMBEDDINGS_DIMENSION` | components | known or asked |
    ///
    /// @throws IllegalArgumentException for a value that means nothing, an unknown `JAMEY_EMBEDDINGS_`
    ///     variable, or one that `local` would ignore
    static EmbedderSettings from(Map<String, String> environment) {
        return new EnvironmentReader(environment).read();
    }

    /// Opens the embedder; nothing for [None]. Costs nothing yet: the model is loaded, or the server asked,
    /// when it is first needed.
    default Optional<Embedder> open() {
        return switch (this) {
            case None() -> Optional.empty();
            case Local() -> Optional.of(new LocalEmbedder());
            case OpenAi openAi -> Optional.of(new OpenAiEmbedder(openAi));
        };
    }
}
