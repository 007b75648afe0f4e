package io.jamey.layers;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A store that hands every call on to another: what a layer starts from.
///
/// The single calls (`store`, `retrieve`, `delete`) come in through the batch calls, so a layer that overrides
/// a batch call has seen them all. A layer owns the store it wraps and closes it.
public abstract class ForwardingMemoryStore implements MemoryStore {
    private final MemoryStore inner;

    protected ForwardingMemoryStore(MemoryStore inner) {
        this.inner = inner;
    }

    /// The store that is wrapped.
    protected final MemoryStore inner() {
        return inner;
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return inner.storeAll(namespace, memories);
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        return inner.retrieveBatch(namespace, ids);
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        return inner.search(namespace, request);
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return inner.update(namespace, id, patch);
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return inner.updateMatching(namespace, filter, patch);
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return inner.deleteBatch(namespace, ids);
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return inner.deleteMatching(namespace, filter);
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        return inner.listPaginated(namespace, request);
    }

    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        return inner.iterate(namespace, filter);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return inner.count(namespace, filter);
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        inner.touch(namespace, ids);
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        inner.touchAt(namespace, times);
    }

    @Override
    public List<Namespace> namespaces() {
        return inner.namespaces();
    }

    @Override
    public long drop(Namespace namespace) {
        return inner.drop(namespace);
    }

    @Override
    public StoreStatus status() {
        return inner.status();
    }

    @Override
    public void close() {
        inner.close();
    }
}
