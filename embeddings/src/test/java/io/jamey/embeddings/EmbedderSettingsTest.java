package io.jamey.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.embeddings.EmbedderSettings.OpenAi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedderSettingsTest {

    @Test
    void anEmptyEnvironmentMeansTheModelInThisProcess() {
        assertThat(EmbedderSettings.from(Map.of("PATH", "/bin"))).isEqualTo(new EmbedderSettings.Local());
        assertThat(EmbedderSettings.from(Map.of("JAMEY_EMBEDDER", ""))).isEqualTo(new EmbedderSettings.Local());
    }

    @Test
    void noneOpensNothing() {
        var settings = EmbedderSettings.from(Map.of("JAMEY_EMBEDDER", "none", "JAMEY_EMBEDDINGS_MODEL", "kept"));

        assertThat(settings.open()).isEmpty();
    }

    @Test
    void everyVariableOfAServerIsRead() {
        var environment = Map.of(
                "JAMEY_EMBEDDER", "openai",
                "JAMEY_EMBEDDINGS_URL", "http://localhost:8080/v1",
                "JAMEY_EMBEDDINGS_MODEL", "m",
                "JAMEY_EMBEDDINGS_KEY", " secret\n",
                "JAMEY_EMBEDDINGS_BATCH", "7",
                "JAMEY_EMBEDDINGS_TIMEOUT_SECONDS", "5",
                "JAMEY_EMBEDDINGS_RETRIES", "0",
                "JAMEY_EMBEDDINGS_DIMENSION", "12");

        assertThat(EmbedderSettings.from(environment))
                .isEqualTo(new OpenAi(
                        URI.create("http://localhost:8080/v1"),
                        "m",
                        Optional.of("secret"),
                        7,
                        Duration.ofSeconds(5),
                        0,
                        OptionalInt.of(12)));
    }

    @Test
    void aServerNeedsOnlyAModel() {
        var environment = Map.of("JAMEY_EMBEDDER", "openai", "JAMEY_EMBEDDINGS_MODEL", "text-embedding-3-small");

        assertThat(EmbedderSettings.from(environment))
                .isEqualTo(OpenAi.of(OpenAi.DEFAULT_URL, "text-embedding-3-small", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "JAMEY_EMBEDDER, cohere, 'local, openai or none'",
        "JAMEY_EMBEDDINGS_TIMEOUT, 5, TIMEOUT_SECONDS",
        "JAMEY_EMBEDDINGS_MODEL, '', JAMEY_EMBEDDINGS_MODEL",
        "JAMEY_EMBEDDINGS_BATCH, many, a whole number",
        "JAMEY_EMBEDDINGS_BATCH, 0, between 1 and 2048",
        "JAMEY_EMBEDDINGS_TIMEOUT_SECONDS, 0, 10 minutes",
        "JAMEY_EMBEDDINGS_TIMEOUT_SECONDS, 601, 10 minutes",
        "JAMEY_EMBEDDINGS_RETRIES, -1, between 0 and 10",
        "JAMEY_EMBEDDINGS_DIMENSION, 8193, between 1 and 8192",
        "JAMEY_EMBEDDINGS_URL, 'not a url', is not a URL",
        "JAMEY_EMBEDDINGS_URL, ftp://host/v1, http or https",
        "JAMEY_EMBEDDINGS_URL, http:///v1, and a host",
        "JAMEY_EMBEDDINGS_URL, http://ann:pass@host/v1, belongs in the key",
        "JAMEY_EMBEDDINGS_URL, http://host/v1?key=pass, belongs in the key"
    })
    void whatMeansNothingIsRefusedWithWhatIsAllowed(String name, String value, String allowed) {
        var environment = new java.util.HashMap<>(Map.of("JAMEY_EMBEDDER", "openai", "JAMEY_EMBEDDINGS_MODEL", "m"));
        environment.put(name, value);

        assertThatThrownBy(() -> EmbedderSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(allowed);
    }

    @Test
    void aServersSettingsWithoutChoosingItAreRefused() {
        assertThatThrownBy(() -> EmbedderSettings.from(Map.of("JAMEY_EMBEDDINGS_URL", "http://localhost/v1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JAMEY_EMBEDDER=openai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "schlüssel"})
    void aKeyThatCannotBeSentIsRefusedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> OpenAi.of(OpenAi.DEFAULT_URL, "m", Optional.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(key);
    }

    @Test
    void theKeyIsNotShown() {
        var settings = OpenAi.of(OpenAi.DEFAULT_URL, "m", Optional.of("secret"));

        try (var embedder = settings.open().orElseThrow()) {
            assertThat(settings.toString() + embedder).doesNotContain("secret").contains("m at https");
        }
    }
}
