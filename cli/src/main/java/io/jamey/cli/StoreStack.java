package io.jamey.cli;

import io.jamey.Embedder;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.layers.EmbeddingMemoryStore;
import io.jamey.server.access.Quota;
import io.jamey.server.access.QuotaMemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The embedded store, with a quota right in front of it and an embedder in front of both, where there are such.
///
/// @param records the store itself
/// @param store what commands talk to: the same, or the outermost layer
record StoreStack(EmbeddedMemoryStore records, MemoryStore store, Optional<Embedder> embedder)
        implements AutoCloseable {

    /// Opens the store at `path`, making it when there is none.
    static StoreStack create(Path path, EmbedderSettings settings) {
        return create(path, settings, Quota.unlimited());
    }

    /// Opens the store at `path`, making it when there is none, and holds its namespaces to a quota: embeddings made
    /// here are counted.
    static StoreStack create(Path path, EmbedderSettings settings, Quota quota) {
        EmbeddedMemoryStore records = EmbeddedMemoryStore.open(path);
        Optional<Embedder> embedder = Optional.empty();
        try {
            embedder = settings.open();
            return new StoreStack(records, layered(QuotaMemoryStore.over(records, quota), embedder), embedder);
        } catch (RuntimeException e) {
            embedder.ifPresent(Embedder::close);
            records.close();
            throw e;
        }
    }

    /// Opens the store at `path`, which must be there.
    static StoreStack existing(Path path, EmbedderSettings settings) {
        if (!Files.exists(path)) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "there is no store at " + path
                            + ": name another with --store, or make it by storing or importing something");
        }
        return create(path, settings);
    }

    private static MemoryStore layered(MemoryStore bottom, Optional<Embedder> embedder) {
        if (embedder.isEmpty()) {
            return bottom;
        }
        try {
            return new EmbeddingMemoryStore(bottom, embedder.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; or go by words alone with --embedder none", e);
        }
    }

    /// Closes the embedder too.
    @Override
    public void close() {
        store.close();
    }
}
