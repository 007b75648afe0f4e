package io.jamey.cache.tiers;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.encoding.Micros;
import io.jamey.layers.ForwardingMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What all tiers of a cache do alike: announce every write, and see to it that uses of memories are known where
/// an answer depends on them. How they keep and serve what was read is their own.
public abstract class CacheTier extends ForwardingMemoryStore {
    private final Accesses accesses;
    private final InstantSource clock;
    /// Until the dimension is fixed, another namespace may fix one that makes today's search tomorrow's mistake.
    private volatile boolean dimensionFixed;

    private volatile boolean closed;

    /// @param accesses of the store that is wrapped
    protected CacheTier(MemoryStore store, Accesses accesses, InstantSource clock) {
        super(store);
        this.accesses = accesses;
        this.clock = clock;
        dimensionFixed = store.status().dimension().isPresent();
    }

    /// A write that was announced; over when it is closed.
    @FunctionalInterface
    public interface Announcement extends AutoCloseable {
        @Override
        void close();
    }

    /// Announces a write to these memories. From now until it is over nothing that it may change is served or
    /// kept, and nothing of before is served after it.
    protected abstract Announcement announce(Namespace namespace, List<UUID> ids);

    /// Announces a write to any memories of the namespace.
    protected abstract Announcement announceSweep(Namespace namespace);

    /// A write that was announced may bring a memory that expires earlier than what is known.
    protected abstract void expiryMayChange(Namespace namespace);

    /// Whether an answer to a search by embedding may be kept.
    protected final boolean isDimensionFixed() {
        return dimensionFixed;
    }

    protected final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    @Override
    public final Stream<Memory> iterate(Namespace namespace, Filter filter) {
        requireOpen();
        if (UseDependence.of(filter)) {
            accesses.flush();
        }
        return inner().iterate(namespace, filter).map(accesses::seen);
    }

    @Override
    public final void touch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> used = List.copyOf(ids);
        long begun = Micros.of(clock.instant());
        inner().touch(namespace, used);
        accesses.used(namespace, used, begun);
    }

    @Override
    public final void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        requireOpen();
        Map<UUID, Instant> used = Map.copyOf(times);
        long now = Micros.of(clock.instant());
        inner().touchAt(namespace, used);
        used.forEach((id, time) -> accesses.used(namespace, List.of(id), Math.min(Micros.of(time), now)));
    }

    /// Ids that the store makes up need no announcement: nobody can have asked for them.
    @Override
    public final List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        requireOpen();
        List<NewMemory> batch = List.copyOf(memories);
        List<UUID> ids = batch.stream().flatMap(memory -> memory.id().stream()).toList();
        try (var _ = announce(namespace, ids)) {
            accesses.settle(namespace, ids);
            if (batch.stream().anyMatch(memory -> memory.expiresAt().isPresent())) {
                expiryMayChange(namespace);
            }
            List<Memory> stored = inner().storeAll(namespace, batch);
            learnDimension(stored);
            return stored;
        }
    }

    @Override
    public final Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        requireOpen();
        try (var _ = announce(namespace, List.of(id))) {
            accesses.settle(namespace, List.of(id));
            expiryMayChange(namespace);
            Optional<Memory> updated = inner().update(namespace, id, patch);
            learnDimension(updated.stream().toList());
            return updated;
        }
    }

    private void learnDimension(List<Memory> stored) {
        if (!dimensionFixed
                && stored.stream().anyMatch(memory -> memory.embedding().isPresent())) {
            dimensionFixed = true;
        }
    }

    @Override
    public final long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        requireOpen();
        try (var _ = announceSweep(namespace)) {
            if (UseDependence.of(filter)) {
                accesses.flush();
            }
            expiryMayChange(namespace);
            return inner().updateMatching(namespace, filter, patch);
        }
    }

    @Override
    public final int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> gone = List.copyOf(ids);
        try (var _ = announce(namespace, gone)) {
            accesses.settle(namespace, gone);
            return inner().deleteBatch(namespace, gone);
        }
    }

    @Override
    public final long deleteMatching(Namespace namespace, Filter filter) {
        requireOpen();
        try (var _ = announceSweep(namespace)) {
            if (UseDependence.of(filter)) {
                accesses.flush();
            }
            return inner().deleteMatching(namespace, filter);
        }
    }

    @Override
    public final long drop(Namespace namespace) {
        requireOpen();
        try (var _ = announceSweep(namespace)) {
            return inner().drop(namespace);
        }
    }

    /// Tells the store what it does not know, and closes it.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            accesses.flush();
        } finally {
            inner().close();
        }
    }
}
