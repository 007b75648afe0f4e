package io.jamey.server.stress;

import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;

/// A server on the embedded store in a file, in a process of its own: says its port, and ends with its input.
public final class ServedStore {
    static final String READY = "port ";

    private ServedStore() {}

    public static void main(String[] args) throws IOException {
        try (var store = EmbeddedMemoryStore.open(Path.of(args[0]));
                var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            System.out.println(READY + server.uri().getPort());
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }
}
