package io.jamey.cli;

import io.jamey.embeddings.EmbedderSettings;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What turns text into embeddings.
final class EmbedderOptions {
    private final Surroundings surroundings;

    @Option(
            names = "--embedder",
            paramLabel = "local|openai|none",
            description = {
                "What turns text into embeddings: the model that ships with jamey, an OpenAI-compatible server"
                        + " (its address, model and key in $JAMEY_EMBEDDINGS_URL, _MODEL, _KEY), or nothing: words alone.",
                "Default: $JAMEY_EMBEDDER, else local"
            })
    private @Nullable String embedder;

    EmbedderOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    EmbedderSettings settings() {
        var environment = new HashMap<>(surroundings.environment());
        if (embedder != null) {
            environment.put("JAMEY_EMBEDDER", embedder);
        }
        return EmbedderSettings.from(environment);
    }
}
