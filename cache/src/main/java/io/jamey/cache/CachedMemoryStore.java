package io.jamey.cache;

import io.jamey.Filter;
import io.jamey.Limits;
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
import io.jamey.layers.ForwardingMemoryStore;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A store that answers from memory what it has read before: memories by id, ids that are not there, and whole
/// searches, pages and counts.
///
/// ```java
/// var store = new CachedMemoryStore(EmbeddedMemoryStore.open(file), CacheOptions.defaults());
/// ```
///
/// Callers cannot tell it from the store it wraps: a read sees every write made through this object that
/// returned before it began, a memory is not seen after its expiry, and a hit counts as an access. Changes that
/// reach the store another way are seen when a [Lifetime] ends or [#invalidate(Namespace)] is called.
///
/// **Costs**: a hit, a look-up and no copy but of the record that shows the last access. Of callers who miss the
/// same at once, one asks the store. The first answer about a namespace, and after that one in each
/// [CacheOptions#changing()], costs a page more: those that expire soon. Access times reach the store a second
/// later, in batches, or at once if an answer depends on them.
///
/// Closing it closes the store.
public final class CachedMemoryStore extends ForwardingMemoryStore {
    private final Entries entries;
    private final Writes writes;
    private final Accesses accesses;
    private final Horizons horizons;
    private final Retrieval retrieval;
    private final Answers answers;
    private final CacheOptions options;
    /// Until the dimension is fixed, another namespace may fix one that makes today's search tomorrow's mistake.
    private volatile boolean dimensionFixed;

    private volatile boolean closed;

    public CachedMemoryStore(MemoryStore store, CacheOptions options) {
        super(store);
        this.options = options;
        entries = new Entries(options.bytes());
        writes = new Writes(entries);
        accesses = new Accesses(store);
        horizons = new Horizons(store, writes, options.changing());
        var loads = new Loads();
        retrieval = new Retrieval(store, options, entries, writes, accesses, loads);
        answers = new Answers(store, options, entries, writes, accesses, loads, horizons);
        dimensionFixed = store.status().dimension().isPresent();
    }

    @Override
    public Optional<Memory> retrieve(Namespace namespace, UUID id) {
        requireOpen();
        return retrieval.retrieve(namespace, id);
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> wanted = List.copyOf(ids);
        return wanted.size() > Limits.BATCH
                ? inner().retrieveBatch(namespace, wanted)
                : retrieval.retrieveBatch(namespace, wanted);
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        requireOpen();
        return answers.search(namespace, request, request.embedding().isEmpty() || dimensionFixed);
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        requireOpen();
        return answers.page(namespace, request);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        requireOpen();
        return answers.count(namespace, filter);
    }

    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        requireOpen();
        if (UseDependence.of(filter)) {
            accesses.flush();
        }
        return inner().iterate(namespace, filter).map(accesses::seen);
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> used = List.copyOf(ids);
        long begun = Micros.of(options.clock().instant());
        inner().touch(namespace, used);
        accesses.used(namespace, used, begun);
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        requireOpen();
        Map<UUID, Instant> used = Map.copyOf(times);
        long now = Micros.of(options.clock().instant());
        inner().touchAt(namespace, used);
        used.forEach((id, time) -> accesses.used(namespace, List.of(id), Math.min(Micros.of(time), now)));
    }

    /// Ids that the store makes up need no announcement: nobody can have asked for them.
    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        requireOpen();
        List<NewMemory> batch = List.copyOf(memories);
        List<UUID> ids = batch.stream().flatMap(memory -> memory.id().stream()).toList();
        try (var write = writes.announce(namespace, ids)) {
            accesses.settle(write.keys());
            if (batch.stream().anyMatch(memory -> memory.expiresAt().isPresent())) {
                horizons.forget(namespace);
            }
            List<Memory> stored = inner().storeAll(namespace, batch);
            learnDimension(stored);
            return stored;
        }
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        requireOpen();
        try (var write = writes.announce(namespace, List.of(id))) {
            accesses.settle(write.keys());
            horizons.forget(namespace);
            Optional<Memory> updated = inner().update(namespace, id, patch);
            learnDimension(updated.stream().toList());
            return updated;
        }
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        requireOpen();
        try (var _ = writes.announceSweep(namespace)) {
            if (UseDependence.of(filter)) {
                accesses.flush();
            }
            horizons.forget(namespace);
            return inner().updateMatching(namespace, filter, patch);
        }
    }

    private void learnDimension(List<Memory> stored) {
        if (!dimensionFixed
                && stored.stream().anyMatch(memory -> memory.embedding().isPresent())) {
            dimensionFixed = true;
        }
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> gone = List.copyOf(ids);
        try (var write = writes.announce(namespace, gone)) {
            accesses.settle(write.keys());
            return inner().deleteBatch(namespace, gone);
        }
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        requireOpen();
        try (var _ = writes.announceSweep(namespace)) {
            if (UseDependence.of(filter)) {
                accesses.flush();
            }
            return inner().deleteMatching(namespace, filter);
        }
    }

    @Override
    public long drop(Namespace namespace) {
        requireOpen();
        try (var _ = writes.announceSweep(namespace)) {
            return inner().drop(namespace);
        }
    }

    /// Forgets all that is kept of the namespace: for changes that reached the store another way, told of by
    /// whoever made them. Reads that are under way keep nothing of what they read before.
    public void invalidate(Namespace namespace) {
        try (var _ = writes.announceSweep(namespace)) {
            horizons.forget(namespace);
        }
    }

    /// Forgets what is kept of these memories, and all answers about their namespace.
    public void invalidate(Namespace namespace, Collection<UUID> ids) {
        try (var _ = writes.announce(namespace, List.copyOf(ids))) {
            horizons.forget(namespace);
        }
    }

    public CacheStatistics statistics() {
        return entries.statistics();
    }

    /// The store's status, with this layer's statistics among the details.
    @Override
    public StoreStatus status() {
        requireOpen();
        StoreStatus status = inner().status();
        CacheStatistics cache = statistics();
        var details = new LinkedHashMap<>(status.details());
        details.put("cache_entries", Long.toString(cache.entries()));
        details.put("cache_bytes", Long.toString(cache.bytes()));
        details.put("cache_bytes_max", Long.toString(cache.bytesMax()));
        details.put("cache_hits", Long.toString(cache.hits()));
        details.put("cache_misses", Long.toString(cache.misses()));
        details.put("cache_stale", Long.toString(cache.stale()));
        details.put("cache_evictions", Long.toString(cache.evictions()));
        return new StoreStatus(
                status.backend(),
                status.memories(),
                status.namespaces(),
                status.dimension(),
                status.bytesLive(),
                status.bytesTotal(),
                details);
    }

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

    @Override
    public String toString() {
        return "CachedMemoryStore[" + inner() + "]";
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
