package io.jamey.bench.pairs;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.work.Work;
import io.jamey.layers.ForwardingMemoryStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A worker whose stores do a little more than those of [WorkerMain]: reads by id ask the file once more, and
/// writes commit once more.
public final class LavishMain {
    private LavishMain() {}

    public static void main(String... args) {
        Worker.serve(System.in, System.out, List.of(new LavishStores()));
    }

    private static final class LavishStore extends ForwardingMemoryStore {
        LavishStore(MemoryStore inner) {
            super(inner);
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
            count(namespace, Filter.everything());
            return super.retrieveBatch(namespace, ids);
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            deleteBatch(namespace, List.of(new UUID(0, 0)));
            return super.storeAll(namespace, memories);
        }
    }

    private static final class LavishStores implements StoreSource {
        private final FileStores stores = new FileStores();

        @Override
        public String name() {
            return stores.name();
        }

        @Override
        public MemoryStore open(Path folder) {
            return new LavishStore(stores.open(folder));
        }

        @Override
        public MemoryStore openWithoutCache(Path folder) {
            return new LavishStore(stores.openWithoutCache(folder));
        }

        @Override
        public MemoryStore openCached(Path folder, long bytes) {
            return new LavishStore(stores.openCached(folder, bytes));
        }

        @Override
        public void settle(MemoryStore store) {
            // Nothing is timed.
        }

        @Override
        public Work work() {
            return stores.work();
        }

        @Override
        public void compact(MemoryStore store) {
            // What is deleted stays in the file.
        }
    }
}
