package io.jamey.client;

import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import io.jamey.testkit.MemoryStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// Over HTTP everything means what it means in the process.
class HttpMemoryStoreTest extends MemoryStoreContract {
    /// One for each store that a test opens.
    private static final List<ServedStore.Server> SERVERS = new ArrayList<>();

    @TempDir
    private Path folder;

    private int stores;

    @Override
    protected MemoryStore open(InstantSource clock) {
        int number = stores++;
        if (number == SERVERS.size()) {
            SERVERS.add(new ServedStore.Server());
        }
        return SERVERS.get(number)
                .serve(EmbeddedMemoryStore.open(
                        folder.resolve("memory-" + number + ".db"),
                        EmbeddedOptions.defaults().clock(clock)));
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(ServedStore.Server::close);
        SERVERS.clear();
    }
}
