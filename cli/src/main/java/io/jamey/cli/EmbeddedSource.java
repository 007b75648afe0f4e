package io.jamey.cli;

import io.jamey.MemoryStore;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import java.nio.file.Path;

/// The embedded store, to be measured.
final class EmbeddedSource implements StoreSource {
    private static final String FILE = "memory.db";

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public MemoryStore open(Path folder) {
        return EmbeddedMemoryStore.open(folder.resolve(FILE));
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        return EmbeddedMemoryStore.open(
                folder.resolve(FILE), EmbeddedOptions.defaults().vectorBytes(0));
    }

    @Override
    public void compact(MemoryStore store) {
        ((EmbeddedMemoryStore) store).compact();
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        return new CachedMemoryStore(open(folder), CacheOptions.defaults().bytes(bytes));
    }
}
