package io.jamey.bench.load;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A store with a fault that a load test must notice.
final class FaultyStore extends ForwardingMemoryStore {
    /// What is wrong with it.
    sealed interface Fault {
        /// From the call of this number on, nothing is answered for a while.
        record Stall(long call, Duration length) implements Fault {}

        /// Each so many-th memory is acknowledged and not stored.
        record LostWrites(long each) implements Fault {}
    }

    private final Fault fault;
    private final AtomicLong calls = new AtomicLong();
    private volatile long stalledUntil = System.nanoTime();

    FaultyStore(MemoryStore inner, Fault fault) {
        super(inner);
        this.fault = fault;
    }

    private void stall() {
        if (fault instanceof Fault.Stall(long call, Duration length)) {
            if (calls.incrementAndGet() == call) {
                stalledUntil = System.nanoTime() + length.toNanos();
            }
            for (long left = stalledUntil - System.nanoTime(); left > 0; left = stalledUntil - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        stall();
        if (fault instanceof Fault.LostWrites(long each)
                && memories.size() == 1
                && calls.incrementAndGet() % each == 0) {
            NewMemory lost = memories.getFirst();
            return List.of(lost.stored(namespace, lost.id().orElseThrow(), 0, Instant.EPOCH));
        }
        return super.storeAll(namespace, memories);
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        stall();
        return super.retrieveBatch(namespace, ids);
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        stall();
        return super.search(namespace, request);
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        stall();
        return super.update(namespace, id, patch);
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        stall();
        return super.deleteBatch(namespace, ids);
    }
}
