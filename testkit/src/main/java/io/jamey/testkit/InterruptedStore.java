package io.jamey.testkit;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.layers.ForwardingMemoryStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A store whose callers die in the middle of what they do: from one call on every call fails, that one before or
/// after it took effect. Counts calls.
final class InterruptedStore extends ForwardingMemoryStore {
    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int interruptedAt = NEVER;
    private volatile boolean takesEffect;
    private volatile Runnable beforeStore = () -> {};

    InterruptedStore(MemoryStore store) {
        super(store);
    }

    /// From the n-th call from now on.
    void interruptAt(int call, boolean done) {
        calls.set(0);
        takesEffect = done;
        interruptedAt = call;
    }

    void goOn() {
        interruptedAt = NEVER;
    }

    void countCalls() {
        calls.set(0);
    }

    int calls() {
        return calls.get();
    }

    /// Runs this once, when the next memory is about to be stored.
    void beforeNextStore(Runnable action) {
        beforeStore = () -> {
            beforeStore = () -> {};
            action.run();
        };
    }

    private <T> T counted(Supplier<T> call) {
        int number = calls.incrementAndGet();
        if (number < interruptedAt) {
            return call.get();
        }
        if (number == interruptedAt && takesEffect) {
            var _ = call.get();
        }
        throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "interrupted");
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        beforeStore.run();
        return counted(() -> super.storeAll(namespace, memories));
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        return counted(() -> super.retrieveBatch(namespace, ids));
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return counted(() -> super.update(namespace, id, patch));
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return counted(() -> super.updateMatching(namespace, filter, patch));
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return counted(() -> super.count(namespace, filter));
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        return counted(() -> super.listPaginated(namespace, request));
    }
}
