package io.jamey.cli;

import io.jamey.embeddings.EmbedderSettings;
import io.jamey.server.access.Quota;
import io.jamey.server.settings.Settings;

/// What stands before a store.
///
/// @param quota of each namespace
/// @param cacheBytes memory for answers that are kept; 0 for none
record Layers(EmbedderSettings embedder, Quota quota, long cacheBytes) {
    /// As a server is told.
    static Layers of(Settings settings) {
        return new Layers(EmbedderSettings.from(settings.embedder()), settings.quota(), settings.cacheBytes());
    }

    /// No more than an embedder: for commands that are over soon.
    static Layers of(EmbedderSettings embedder) {
        return new Layers(embedder, Quota.unlimited(), 0);
    }
}
