package io.jamey.bench.goals;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.work.Work;
import io.jamey.layers.ForwardingMemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// Embedded stores with a fault in front of them, which measurements must find.
abstract class FaultyStores implements StoreSource {
    private final FileStores sound = new FileStores();
    private final UnaryOperator<MemoryStore> fault;

    FaultyStores(UnaryOperator<MemoryStore> fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public MemoryStore open(Path folder) {
        return fault.apply(sound.open(folder));
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        return fault.apply(sound.openWithoutCache(folder));
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        return fault.apply(sound.openCached(folder, bytes));
    }

    @Override
    public void settle(MemoryStore store) {
        // Nothing of it is timed.
    }

    @Override
    public Work work() {
        return sound.work();
    }

    @Override
    public void compact(MemoryStore store) {
        // What is deleted stays in the file.
    }

    /// Finds all but the best.
    static final class Forgetful extends FaultyStores {
        Forgetful() {
            super(inner -> new ForwardingMemoryStore(inner) {
                @Override
                public SearchResult search(Namespace namespace, SearchRequest request) {
                    SearchResult found = super.search(namespace, request);
                    return new SearchResult(
                            found.matches().subList(1, found.matches().size()), found.plan());
                }
            });
        }
    }

    /// Takes longer for a write than any may.
    static final class Slow extends FaultyStores {
        private static final long DELAY_NANOS = 51_000_000;

        Slow() {
            super(inner -> new ForwardingMemoryStore(inner) {
                @Override
                public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                    long end = System.nanoTime() + DELAY_NANOS;
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                    return super.storeAll(namespace, memories);
                }
            });
        }
    }
}
