package io.jamey;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// What a store holds and how much room it takes.
///
/// @param backend the kind of store, such as `embedded`
/// @param dimension of all embeddings; absent until the first one is stored, unless configured
/// @param bytesLive on disk, in use
/// @param bytesTotal on disk, including what deletes have left to be reused
/// @param details whatever else this kind of store has to say, in its own words
public record StoreStatus(
        String backend,
        long memories,
        long namespaces,
        OptionalInt dimension,
        long bytesLive,
        long bytesTotal,
        Map<String, String> details) {
    public StoreStatus {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /// The same with more details, as a layer has them: behind those that are there.
    public StoreStatus with(Map<String, String> more) {
        var all = new LinkedHashMap<>(details);
        all.putAll(more);
        return new StoreStatus(backend, memories, namespaces, dimension, bytesLive, bytesTotal, all);
    }
}
