package io.jamey.server.rest;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A store that also deletes on a condition, such as that the memory still has the version that was seen.
///
/// The contract has no such call, so looking and deleting are two; what could change the memory between them waits.
/// Writes that reach the store another way do not wait: stand everything that writes on this.
public final class ConditionalStore extends ForwardingMemoryStore {
    private static final int STRIPES = 64;

    /// Each for the namespaces whose names lead there.
    private final ReentrantReadWriteLock[] stripes =
            Stream.generate(ReentrantReadWriteLock::new).limit(STRIPES).toArray(ReentrantReadWriteLock[]::new);

    public ConditionalStore(MemoryStore store) {
        super(store);
    }

    /// Deletes the memory, if the condition lets it: it is shown the memory as it is, and throws otherwise.
    ///
    /// @return false when there was none
    boolean deleteIf(Namespace namespace, UUID id, Consumer<Memory> condition) {
        return holding(stripe(namespace).writeLock(), () -> {
            Optional<Memory> there = inner().retrieve(namespace, id);
            there.ifPresent(condition);
            return there.isPresent() && inner().delete(namespace, id);
        });
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        // A memory whose id is chosen may come in the place of one that was deleted.
        return memories.stream().anyMatch(memory -> memory.id().isPresent())
                ? beside(namespace, () -> super.storeAll(namespace, memories))
                : super.storeAll(namespace, memories);
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return beside(namespace, () -> super.update(namespace, id, patch));
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return beside(namespace, () -> super.updateMatching(namespace, filter, patch));
    }

    private <T> T beside(Namespace namespace, Supplier<T> write) {
        return holding(stripe(namespace).readLock(), write);
    }

    private ReentrantReadWriteLock stripe(Namespace namespace) {
        return stripes[Math.floorMod(namespace.hashCode(), STRIPES)];
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
