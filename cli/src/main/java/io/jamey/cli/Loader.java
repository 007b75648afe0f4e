package io.jamey.cli;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stores many memories in batches, each batch all or nothing, and says exactly how far it came when the store
/// fails in between. One thread.
final class Loader {
    /// Memories in one durable write. Where texts are embedded on the way that takes the time, and a smaller
    /// batch moves the progress bar.
    private static final int BATCH = 500;

    private static final int BATCH_EMBEDDING = 32;

    private final MemoryStore store;
    private final Progress progress;
    private final int batchSize;
    private final List<NewMemory> batch = new ArrayList<>();
    private final Map<Namespace, Long> before = new LinkedHashMap<>();
    private @Nullable Namespace namespace;
    private long loaded;

    Loader(StoreStack stack, Progress progress) {
        this.store = stack.store();
        this.progress = progress;
        this.batchSize = stack.embedder().isPresent() ? BATCH_EMBEDDING : BATCH;
    }

    void add(Namespace to, NewMemory memory) {
        if (!to.equals(namespace) || batch.size() == batchSize) {
            flush();
            namespace = to;
        }
        batch.add(memory);
    }

    void flush() {
        if (namespace == null || batch.isEmpty()) {
            return;
        }
        try {
            if (!before.containsKey(namespace)) {
                before.put(namespace, store.count(namespace, Filter.everything()));
            }
            store.storeAll(namespace, batch);
        } catch (MemoryException e) {
            throw new MemoryException(e.kind(), e.getMessage() + stopped(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + stopped(), e);
        }
        loaded += batch.size();
        progress.advance(batch.size());
        batch.clear();
    }

    private String stopped() {
        return "; " + loaded + " memories before this one's batch are stored, nothing after: repeat the command once"
                + " that is settled, what is already there is not stored twice";
    }

    /// Memories handed to the store, new or not.
    long loaded() {
        return loaded;
    }

    /// How many memories each namespace has gained.
    Map<Namespace, Long> gained() {
        Map<Namespace, Long> gained = new LinkedHashMap<>();
        before.forEach((each, had) -> gained.put(each, store.count(each, Filter.everything()) - had));
        return gained;
    }
}
