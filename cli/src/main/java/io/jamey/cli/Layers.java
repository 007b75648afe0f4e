package io.jamey.cli;

import io.jamey.embeddings.EmbedderSettings;
import io.jamey.server.access.Quota;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.Settings;

/// What stands before a store.
///
/// @param quota of each namespace
record Layers(EmbedderSettings embedder, Quota quota, CacheSettings cache) {
    /// As a server is told.
    static Layers of(Settings settings) {
        return new Layers(EmbedderSettings.from(settings.embedder()), settings.quota(), settings.cache());
    }

    /// No more than an embedder: for commands that are over soon.
    static Layers of(EmbedderSettings embedder) {
        return new Layers(embedder, Quota.unlimited(), CacheSettings.inProcess(0));
    }
}
