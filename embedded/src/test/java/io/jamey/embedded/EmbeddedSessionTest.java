package io.jamey.embedded;

import io.jamey.MemoryStore;
import io.jamey.testkit.SessionContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/// Sessions over the embedded store.
class EmbeddedSessionTest extends SessionContract {
    @TempDir
    private Path folder;

    @Override
    protected MemoryStore open(InstantSource clock) {
        return EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().clock(clock));
    }
}
