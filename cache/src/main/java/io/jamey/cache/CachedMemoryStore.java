package io.jamey.cache;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import io.jamey.cache.tiers.Accesses;
import io.jamey.cache.tiers.CacheTier;
import io.jamey.cache.tiers.Invalidation;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A store that answers from memory what it has read before: memories by id, ids that are not there, and whole
/// searches, pages and counts.
///
/// ```java
/// var store = new CachedMemoryStore(EmbeddedMemoryStore.open(file), CacheOptions.defaults());
/// ```
///
/// Callers cannot tell it from the store it wraps: a read sees every write made through this object that
/// returned before it began, a memory is not seen after its expiry, and a hit counts as an access. Changes that
/// reach the store another way are seen when a [Lifetime] ends or [#invalidate(Namespace)] is called. A tier below
/// that is shared by processes calls it for their writes.
///
/// **Costs**: a hit, a look-up and no copy but of the record that shows the last access. Of callers who miss the
/// same at once, one asks the store. The first answer about a namespace, and after that one in each
/// [Lifetimes#changing()], costs a page more: those that expire soon. Access times reach the store a second
/// later, in batches, or at once if an answer depends on them.
///
/// Closing it closes the store.
public final class CachedMemoryStore extends CacheTier implements Invalidation {
    private final Entries entries;
    private final Writes writes;
    private final Horizons horizons;
    private final Retrieval retrieval;
    private final Answers answers;
    private boolean suspended;

    public CachedMemoryStore(MemoryStore store, CacheOptions options) {
        this(store, options, Accesses.heldByEntries(store));
    }

    private CachedMemoryStore(MemoryStore store, CacheOptions options, Accesses accesses) {
        super(store, accesses, options.clock());
        entries = new Entries(options.bytes());
        writes = new Writes(entries);
        horizons = new Horizons(store, writes, options.lifetimes().changing());
        var loads = new Loads();
        retrieval = new Retrieval(store, options, entries, writes, accesses, loads);
        answers = new Answers(store, options, entries, writes, accesses, loads, horizons);
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
        return answers.search(namespace, request, request.embedding().isEmpty() || isDimensionFixed());
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
    protected Announcement announce(Namespace namespace, List<UUID> ids) {
        return writes.announce(namespace, ids);
    }

    @Override
    protected Announcement announceSweep(Namespace namespace) {
        return writes.announceSweep(namespace);
    }

    @Override
    protected void expiryMayChange(Namespace namespace) {
        horizons.forget(namespace);
    }

    /// Forgets all that is kept of the namespace: for changes that reached the store another way, told of by
    /// whoever made them. Reads that are under way keep nothing of what they read before.
    @Override
    public void invalidate(Namespace namespace) {
        try (var _ = writes.announceSweep(namespace)) {
            horizons.forget(namespace);
        }
    }

    /// Forgets what is kept of these memories, and all answers about their namespace.
    @Override
    public void invalidate(Namespace namespace, Collection<UUID> ids) {
        try (var _ = writes.announce(namespace, List.copyOf(ids))) {
            horizons.forget(namespace);
        }
    }

    /// Forgets everything.
    @Override
    public void invalidateAll() {
        writes.suspend();
        horizons.forgetAll();
        writes.resume();
    }

    /// From now on every read asks the store and nothing is kept: like a write to everything that does not end.
    @Override
    public synchronized void suspend() {
        if (!suspended) {
            suspended = true;
            writes.suspend();
            horizons.forgetAll();
        }
    }

    @Override
    public synchronized void resume() {
        if (suspended) {
            suspended = false;
            writes.resume();
        }
    }

    /// Reads memories before they are asked for: those of a namespace that were used since an instant, newest first,
    /// up to a limit, and returns how many. Costs a page for each [Limits#PAGE] of them; counts as no use.
    public int warmUp(Namespace namespace, Instant usedSince, int limit) {
        requireOpen();
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
        return retrieval.warmUp(namespace, usedSince, limit);
    }

    public CacheStatistics statistics() {
        return entries.statistics();
    }

    /// The store's status, with this layer's statistics among the details.
    @Override
    public StoreStatus status() {
        requireOpen();
        CacheStatistics cache = statistics();
        var details = new LinkedHashMap<String, String>();
        details.put("cache_entries", Long.toString(cache.entries()));
        details.put("cache_bytes", Long.toString(cache.bytes()));
        details.put("cache_bytes_max", Long.toString(cache.bytesMax()));
        details.put("cache_hits", Long.toString(cache.hits()));
        details.put("cache_misses", Long.toString(cache.misses()));
        details.put("cache_stale", Long.toString(cache.stale()));
        details.put("cache_evictions", Long.toString(cache.evictions()));
        return inner().status().with(details);
    }

    @Override
    public String toString() {
        return "CachedMemoryStore[" + inner() + "]";
    }
}
