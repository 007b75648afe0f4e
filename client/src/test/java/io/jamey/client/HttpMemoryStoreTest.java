package io.jamey.client;

import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import io.jamey.testkit.MemoryStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/// Over HTTP everything means what it means in the process.
class HttpMemoryStoreTest extends MemoryStoreContract {
    @TempDir
    private Path folder;

    private int stores;

    @Override
    protected MemoryStore open(InstantSource clock) {
        return ServedStore.of(EmbeddedMemoryStore.open(
                folder.resolve("memory-" + stores++ + ".db"),
                EmbeddedOptions.defaults().clock(clock)));
    }
}
