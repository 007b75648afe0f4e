package io.jamey.cache;

import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import io.jamey.testkit.MemoryStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract, over a store on disk.
class CachedEmbeddedStoreContractTest extends MemoryStoreContract {
    @TempDir
    private Path folder;

    private int files;

    @Override
    protected MemoryStore open(InstantSource clock) {
        return new CachedMemoryStore(
                EmbeddedMemoryStore.open(
                        folder.resolve("memory-" + ++files + ".db"),
                        EmbeddedOptions.defaults().clock(clock)),
                CacheOptions.defaults().clock(clock));
    }
}
