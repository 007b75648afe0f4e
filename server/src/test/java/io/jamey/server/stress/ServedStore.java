package io.jamey.server.stress;

import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.layers.EmbeddingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;

/// A server on the embedded store in a file, in a process of its own: says its port, and ends with its input. Told
/// [#EMBEDS], it embeds what comes without an embedding, as `jamey serve` does that is told nothing.
public final class ServedStore {
    static final String READY = "port ";
    static final String EMBEDS = "embeds";

    private ServedStore() {}

    private static MemoryStore open(Path file, boolean embeds) {
        var store = EmbeddedMemoryStore.open(file);
        return embeds
                ? new EmbeddingMemoryStore(
                        store, new EmbedderSettings.Local().open().orElseThrow())
                : store;
    }

    public static void main(String[] args) throws IOException {
        try (var store = open(Path.of(args[0]), args.length > 1 && args[1].equals(EMBEDS));
                var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            System.out.println(READY + server.uri().getPort());
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }
}
