package io.jamey.bench.dataset;

import io.jamey.MemoryStore;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import java.nio.file.Path;
import java.time.Duration;

/// Embedded stores, for tests.
public final class FileStores implements StoreSource {
    private int opened;

    /// How many stores were opened.
    public int opened() {
        return opened;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public MemoryStore open(Path folder) {
        opened++;
        return EmbeddedMemoryStore.open(folder.resolve("memory.db"));
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        return EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().vectorBytes(0));
    }

    @Override
    public void settle(MemoryStore store) {
        try {
            if (!((EmbeddedMemoryStore) store).awaitSettled(Duration.ofMinutes(1))) {
                throw new IllegalStateException("the store was still loading after a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
