package io.jamey.testkit;

import io.jamey.Cursor;
import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// The simplest store that keeps the contract, but for durability: one lock, sorted maps in memory, brute
/// force.
///
/// Other stores are compared with it, and tests that need some store take it as a fake. Each call looks at
/// every memory of its namespace, so it is for thousands of memories, not millions.
public final class ReferenceMemoryStore implements MemoryStore {
    private final InstantSource clock;
    private final NavigableMap<Namespace, NavigableMap<UUID, Memory>> namespaces = new TreeMap<>();
    private final ReferenceWords words = new ReferenceWords();
    private OptionalInt dimension = OptionalInt.empty();
    private boolean closed;

    public ReferenceMemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        Instant now = begin();
        requireBatch(memories);
        OptionalInt newDimension = dimension;
        for (NewMemory memory : memories) {
            newDimension = requireDimension(newDimension, memory.embedding());
        }
        // Written to a copy, so that a conflict half-way leaves nothing behind.
        NavigableMap<UUID, Memory> draft = new TreeMap<>(MemoryIds.ORDER);
        draft.putAll(in(namespace));
        var stored = new ArrayList<Memory>();
        for (NewMemory memory : memories) {
            Memory there = memory.id().map(draft::get).orElse(null);
            if (there == null) {
                there = memory.stored(
                        namespace, memory.id().orElseGet(MemoryIds::next), nextPlace(draft, memory.session()), now);
                draft.put(there.id(), there);
            } else if (!memory.isStoredAs(there)) {
                throw new MemoryException(
                        MemoryException.Kind.CONFLICT, "id " + there.id() + " is taken by a different memory");
            }
            stored.add(there);
        }
        replace(namespace, draft);
        dimension = newDimension;
        return List.copyOf(stored);
    }

    private static long nextPlace(NavigableMap<UUID, Memory> memories, Optional<String> session) {
        if (session.isEmpty()) {
            return 0;
        }
        return memories.values().stream()
                .filter(memory -> memory.session().equals(session))
                .mapToLong(memory -> memory.sequence().orElse(-1) + 1)
                .max()
                .orElse(0);
    }

    @Override
    public synchronized Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        Instant now = begin();
        requireBatch(ids);
        var found = new LinkedHashMap<UUID, Memory>();
        for (UUID id : ids) {
            Memory memory = in(namespace).get(id);
            if (memory != null) {
                found.put(id, memory);
            }
        }
        recordAccess(namespace, found.keySet(), now);
        return found;
    }

    @Override
    public synchronized SearchResult search(Namespace namespace, SearchRequest request) {
        Instant now = begin();
        requireDimension(dimension, request.embedding());
        SearchResult result = new ReferenceSearch(listed(namespace, Filter.everything()), request, words, now).result();
        recordAccess(
                namespace,
                result.matches().stream().map(match -> match.memory().id()).toList(),
                now);
        return result;
    }

    @Override
    public synchronized Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        Instant now = begin();
        OptionalInt newDimension = requireDimension(dimension, patch.embedding());
        Memory memory = in(namespace).get(id);
        if (memory == null) {
            return Optional.empty();
        }
        Memory changed = patch.appliedTo(memory, now);
        in(namespace).put(id, changed);
        dimension = newDimension;
        return Optional.of(changed);
    }

    @Override
    public synchronized long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        Instant now = begin();
        MemoryPatch change = patch.forMany();
        List<Memory> accepted = listed(namespace, filter);
        accepted.forEach(memory -> in(namespace).put(memory.id(), change.appliedTo(memory, now)));
        forgetEmptyNamespaces();
        return accepted.size();
    }

    @Override
    public synchronized int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        begin();
        requireBatch(ids);
        int before = in(namespace).size();
        in(namespace).keySet().removeAll(new HashSet<>(ids));
        int deleted = before - in(namespace).size();
        forgetEmptyNamespaces();
        return deleted;
    }

    @Override
    public synchronized long deleteMatching(Namespace namespace, Filter filter) {
        begin();
        int before = in(namespace).size();
        in(namespace).values().removeIf(filter::accepts);
        int deleted = before - in(namespace).size();
        forgetEmptyNamespaces();
        return deleted;
    }

    @Override
    public synchronized Page listPaginated(Namespace namespace, PageRequest request) {
        begin();
        List<Memory> all = listed(namespace, request.filter());
        Optional<Cursor.Position> after = request.cursor().map(cursor -> cursor.in(namespace, request));
        List<Memory> rest = all.stream()
                .sorted(request.order().comparator())
                .filter(memory -> after.isEmpty() || isBehind(memory, after.get(), request.order()))
                .skip(request.offset())
                .toList();
        List<Memory> following = rest.stream()
                .limit(request.limit() + 1L)
                .map(memory -> request.embeddings() ? memory : memory.withEmbedding(Optional.empty()))
                .toList();
        return Page.of(following, all.size(), request);
    }

    private static boolean isBehind(Memory memory, Cursor.Position position, PageRequest.Order order) {
        var here = Cursor.Position.of(memory, order);
        int byKey = Long.compare(here.key(), position.key());
        int larger = byKey != 0 ? byKey : MemoryIds.ORDER.compare(here.id(), position.id());
        return switch (order) {
            case OLDEST_FIRST, BY_SEQUENCE -> larger > 0;
            case NEWEST_FIRST -> larger < 0;
        };
    }

    @Override
    public synchronized Stream<Memory> iterate(Namespace namespace, Filter filter) {
        begin();
        return listed(namespace, filter).stream();
    }

    @Override
    public synchronized long count(Namespace namespace, Filter filter) {
        begin();
        return listed(namespace, filter).size();
    }

    @Override
    public synchronized void touch(Namespace namespace, Collection<UUID> ids) {
        Instant now = begin();
        requireBatch(ids);
        recordAccess(namespace, ids, now);
    }

    @Override
    public synchronized void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        Instant now = begin();
        requireBatch(times.entrySet());
        Map.copyOf(times).forEach((id, time) -> {
            Instant at = time.truncatedTo(ChronoUnit.MICROS);
            recordAccess(namespace, List.of(id), at.isAfter(now) ? now : at);
        });
    }

    @Override
    public synchronized List<Namespace> namespaces() {
        begin();
        return List.copyOf(namespaces.keySet());
    }

    @Override
    public synchronized long drop(Namespace namespace) {
        begin();
        long dropped = in(namespace).size();
        namespaces.remove(namespace);
        return dropped;
    }

    @Override
    public synchronized StoreStatus status() {
        begin();
        long memories =
                namespaces.values().stream().mapToLong(NavigableMap::size).sum();
        return new StoreStatus("reference", memories, namespaces.size(), dimension, 0, 0, Map.of());
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /// What every call does first: from here on, nothing expired is left to be seen.
    ///
    /// @return the time of the call
    private Instant begin() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        namespaces.values().forEach(memories -> memories.values().removeIf(memory -> memory.isExpired(now)));
        forgetEmptyNamespaces();
        return now;
    }

    private void forgetEmptyNamespaces() {
        namespaces.values().removeIf(NavigableMap::isEmpty);
    }

    private NavigableMap<UUID, Memory> in(Namespace namespace) {
        return namespaces.getOrDefault(namespace, new TreeMap<>(MemoryIds.ORDER));
    }

    private void replace(Namespace namespace, NavigableMap<UUID, Memory> memories) {
        namespaces.put(namespace, memories);
        forgetEmptyNamespaces();
    }

    private List<Memory> listed(Namespace namespace, Filter filter) {
        return in(namespace).values().stream()
                .filter(filter::accepts)
                .sorted(PageRequest.Order.OLDEST_FIRST.comparator())
                .toList();
    }

    private void recordAccess(Namespace namespace, Collection<UUID> ids, Instant now) {
        for (UUID id : ids) {
            in(namespace)
                    .computeIfPresent(
                            id,
                            (_, memory) -> memory.lastAccessed().isBefore(now) ? memory.withLastAccessed(now) : memory);
        }
    }

    private static void requireBatch(Collection<?> batch) {
        if (batch.size() > Limits.BATCH) {
            throw new IllegalArgumentException(
                    "a batch has at most " + Limits.BATCH + " elements, not " + batch.size() + ": split it");
        }
        batch.forEach(Objects::requireNonNull);
    }

    private static OptionalInt requireDimension(OptionalInt dimension, Optional<Embedding> embedding) {
        if (embedding.isEmpty()) {
            return dimension;
        }
        int given = embedding.get().dimension();
        if (dimension.isPresent() && dimension.getAsInt() != given) {
            throw new IllegalArgumentException(
                    "the embedding has dimension " + given + ", but the store holds dimension " + dimension.getAsInt());
        }
        return OptionalInt.of(given);
    }
}
