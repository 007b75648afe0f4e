package io.jamey.cli;

import io.jamey.MemoryStore;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import java.nio.file.Path;
import java.time.Duration;

/// The embedded store, to be measured.
final class EmbeddedSource implements StoreSource {
    private static final String FILE = "memory.db";
    private static final Duration SETTLING_MAX = Duration.ofMinutes(3);

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
    public void settle(MemoryStore store) {
        try {
            if (!((EmbeddedMemoryStore) store).awaitSettled(SETTLING_MAX)) {
                throw new IllegalStateException("the store was still loading after " + SETTLING_MAX.toSeconds()
                        + " s: nothing can be measured");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store was loading", e);
        }
    }

    @Override
    public void compact(MemoryStore store) {
        ((EmbeddedMemoryStore) store).compact();
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        MemoryStore store = open(folder);
        settle(store);
        return new CachedMemoryStore(store, CacheOptions.defaults().bytes(bytes));
    }
}
