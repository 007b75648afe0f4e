package io.jamey.client;

import io.jamey.MemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;

/// A store behind a real server of its own, seen through the client. Closing it closes all three.
final class ServedStore extends ForwardingMemoryStore {
    private final MemoryStore served;
    private final JameyServer server;

    private ServedStore(MemoryStore served, JameyServer server) {
        super(HttpMemoryStore.open(server.uri()));
        this.served = served;
        this.server = server;
    }

    static ServedStore of(MemoryStore store) {
        return new ServedStore(store, JameyServer.start(ServerOptions.defaults().port(0), store));
    }

    @Override
    public void close() {
        inner().close();
        server.close();
        served.close();
    }
}
