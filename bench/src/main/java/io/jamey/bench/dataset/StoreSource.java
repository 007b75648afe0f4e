package io.jamey.bench.dataset;

import io.jamey.MemoryStore;
import java.nio.file.Path;

/// A kind of store that can be measured. Whoever knows the stores brings it.
public interface StoreSource {
    /// The kind, such as `embedded`.
    String name();

    /// Opens the store that lives in this folder, or makes one there.
    MemoryStore open(Path folder);

    /// The same without any cache of embeddings.
    MemoryStore openWithoutCache(Path folder);

    /// The same with a layer on top that keeps what was read before.
    ///
    /// @param bytes the layer's budget
    MemoryStore openCached(Path folder, long bytes);
}
