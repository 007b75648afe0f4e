package io.jamey.embedded;

import io.jamey.MemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/// The embedded store keeps the contract.
class EmbeddedMemoryStoreTest extends MemoryStoreContract {
    @TempDir
    private Path folder;

    private int files;

    @Override
    protected MemoryStore open(InstantSource clock) {
        return EmbeddedMemoryStore.open(
                folder.resolve("memory-" + ++files + ".db"),
                EmbeddedOptions.defaults().clock(clock));
    }
}
