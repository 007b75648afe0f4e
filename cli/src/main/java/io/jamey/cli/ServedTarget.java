package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.load.Target;
import io.jamey.client.ClientOptions;
import java.nio.file.Path;

/// The embedded store, on a copy of a data set, behind `jamey serve` in a process of its own.
///
/// @param folder for the copies
record ServedTarget(DataSet data, StoreSource source, Path folder) implements Target {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public DataShape shape() {
        return data.shape();
    }

    @Override
    public Filled fill() {
        Path copy = folder.resolve("load");
        source.delete(copy);
        data.copyTo(copy, source);
        ServerProcess server = ServerProcess.start(copy, EmbeddedSource.FILE);
        var stores = ServerStores.of(ClientOptions.of(server.uri()));
        return new Filled() {
            @Override
            public MemoryStore store() {
                return stores.asked();
            }

            @Override
            public MemoryStore patient() {
                return stores.patient();
            }

            @Override
            public boolean isRefusal(MemoryException fault) {
                return ServerStores.isRefusal(fault);
            }

            @Override
            public void close() {
                try (stores) {
                    server.close(); // first, for what it has not answered would be waited for
                }
                source.delete(copy);
            }
        };
    }
}
