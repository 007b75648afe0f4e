package io.jamey.testkit;

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

/// Passes every call on to a sound store; [PlantedBug]s override what they break.
class PassingStore implements MemoryStore {
    final MemoryStore sound;

    PassingStore(MemoryStore sound) {
        this.sound = sound;
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return sound.storeAll(namespace, memories);
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        return sound.retrieveBatch(namespace, ids);
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        return sound.search(namespace, request);
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return sound.update(namespace, id, patch);
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return sound.updateMatching(namespace, filter, patch);
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return sound.deleteBatch(namespace, ids);
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return sound.deleteMatching(namespace, filter);
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        return sound.listPaginated(namespace, request);
    }

    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        return sound.iterate(namespace, filter);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return sound.count(namespace, filter);
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        sound.touch(namespace, ids);
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        sound.touchAt(namespace, times);
    }

    @Override
    public List<Namespace> namespaces() {
        return sound.namespaces();
    }

    @Override
    public long drop(Namespace namespace) {
        return sound.drop(namespace);
    }

    @Override
    public StoreStatus status() {
        return sound.status();
    }

    @Override
    public void close() {
        sound.close();
    }

    /// The namespace itself first, then all others: what a query sees that forgot its namespace.
    final List<Namespace> everywhere(Namespace first) {
        return Stream.concat(Stream.of(first), sound.namespaces().stream().filter(other -> !other.equals(first)))
                .toList();
    }

    final List<Memory> all(Namespace namespace, Filter filter) {
        try (Stream<Memory> memories = sound.iterate(namespace, filter)) {
            return memories.toList();
        }
    }
}
