package io.jamey.bench.load;

import io.jamey.MemoryStore;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;

/// A store in this process, on a copy of a data set.
///
/// @param folder for the copies
public record CopyTarget(DataSet data, StoreSource source, Path folder) implements Target {
    @Override
    public String name() {
        return source.name();
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
        MemoryStore store = source.open(copy);
        return new Filled() {
            @Override
            public MemoryStore store() {
                return store;
            }

            @Override
            public void close() {
                store.close();
                source.delete(copy);
            }
        };
    }
}
