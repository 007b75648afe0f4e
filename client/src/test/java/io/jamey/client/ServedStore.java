package io.jamey.client;

import io.jamey.MemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A store behind a real server, seen through the client. Closing it closes the store and the client; the server is
/// for the next one.
final class ServedStore extends ForwardingMemoryStore {
    private final MemoryStore served;

    private ServedStore(MemoryStore served, MemoryStore seen) {
        super(seen);
        this.served = served;
    }

    @Override
    public void close() {
        inner().close();
        served.close();
    }

    /// A server that serves one store after the other.
    static final class Server implements AutoCloseable {
        private volatile @Nullable MemoryStore current;
        private final JameyServer server =
                JameyServer.start(ServerOptions.defaults().port(0), (MemoryStore) Proxy.newProxyInstance(
                        MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (_, method, values) -> {
                            try {
                                return method.invoke(Objects.requireNonNull(current), values);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));

        /// From now on it serves this one.
        ServedStore serve(MemoryStore store) {
            current = store;
            return new ServedStore(store, HttpMemoryStore.open(server.uri()));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
