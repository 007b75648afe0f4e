package io.jamey.embedded;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.embedded.attributes.FilterEvaluator;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.FirstRows;
import io.jamey.embedded.records.Slice;
import io.jamey.embedded.records.StoredMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The operations that read by id or in an order. Those by creation without a filter ask the file alone; the others
/// let the namespace's index decide what is accepted, and fetch only what they return.
final class MemoryReader {
    /// Memories fetched at once while streaming.
    private static final int STREAM_ROWS = 256;

    private final Engine engine;

    MemoryReader(Engine engine) {
        this.engine = engine;
    }

    Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        MemoryWriter.checkBatch(ids.size());
        List<StoredMemory> found = find(namespace, ids, true);
        touched(namespace, found, engine.clock().instant());
        var byId = new HashMap<UUID, Memory>();
        found.forEach(stored -> byId.put(stored.memory().id(), stored.memory()));
        var inOrder = new LinkedHashMap<UUID, Memory>();
        for (UUID id : ids) {
            Memory memory = byId.get(id);
            if (memory != null) {
                inOrder.put(id, memory);
            }
        }
        return inOrder;
    }

    void touch(Namespace namespace, Collection<UUID> ids) {
        MemoryWriter.checkBatch(ids.size());
        touched(namespace, find(namespace, ids, false), engine.clock().instant());
    }

    void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        MemoryWriter.checkBatch(times.size());
        Instant now = engine.clock().instant();
        for (StoredMemory stored : find(namespace, times.keySet(), false)) {
            Instant at = times.getOrDefault(stored.memory().id(), now);
            touched(namespace, List.of(stored), at.isAfter(now) ? now : at);
        }
    }

    private List<StoredMemory> find(Namespace namespace, Collection<UUID> ids, boolean embeddings) {
        var distinct = new LinkedHashSet<>(ids);
        Instant now = engine.clock().instant();
        // One statement finds one memory; several are to be of one moment.
        return distinct.size() == 1
                ? engine.records().readLoosely(snapshot -> snapshot.findAll(namespace, distinct, embeddings, now))
                : engine.records().read(snapshot -> snapshot.findAll(namespace, distinct, embeddings, now));
    }

    private void touched(Namespace namespace, List<StoredMemory> memories, Instant at) {
        engine.records().touch(memories.stream().mapToLong(StoredMemory::rid).toArray(), at);
        engine.residents()
                .ifResident(namespace)
                .ifPresent(index -> index.read(() -> {
                    for (StoredMemory stored : memories) {
                        int slot = index.slots().find(stored.memory().id());
                        if (slot != Slots.NONE) {
                            index.slots().touch(slot, at);
                        }
                    }
                    return memories;
                }));
    }

    Page list(Namespace namespace, PageRequest request) {
        Optional<Cursor.Position> after = request.cursor().map(cursor -> cursor.in(namespace, request));
        boolean inFile =
                request.filter() instanceof Filter.Everything && request.order() != PageRequest.Order.BY_SEQUENCE;
        return inFile ? listAll(namespace, request, after) : listAccepted(namespace, request, after);
    }

    private Page listAll(Namespace namespace, PageRequest request, Optional<Cursor.Position> after) {
        Instant now = engine.clock().instant();
        var slice = new Slice(request.order(), after, request.offset(), request.limit() + 1, request.embeddings());
        return engine.records().read(snapshot -> {
            List<Memory> memories = snapshot.page(namespace, slice, now).stream()
                    .map(StoredMemory::memory)
                    .toList();
            return Page.of(memories, snapshot.count(namespace, now), request);
        });
    }

    private Page listAccepted(Namespace namespace, PageRequest request, Optional<Cursor.Position> after) {
        try (Residents.Lease lease = engine.lease(namespace)) {
            NamespaceIndex index = lease.index();
            Instant now = engine.clock().instant();
            index.expire(now);
            return index.read(() -> {
                Slots slots = index.slots();
                BitSet accepted = accepted(namespace, slots, request.filter());
                while (true) {
                    int[] wanted = new SlotPage(slots, request, after).of(accepted);
                    long[] rids = Arrays.stream(wanted).mapToLong(slots::rid).toArray();
                    FirstRows rows = engine.records()
                            .read(snapshot -> snapshot.firstRows(namespace, rids, request.embeddings(), now));
                    List<StoredMemory> found = accepted(rows.found(), request.filter());
                    if (found.size() == rows.read()) {
                        List<Memory> memories =
                                found.stream().map(StoredMemory::memory).toList();
                        return Page.of(memories, accepted.cardinality(), request);
                    }
                    clearMissing(accepted, slots, Arrays.copyOf(wanted, rows.read()), found);
                }
            });
        }
    }

    /// The file may be ahead of the index by updates that are being applied right now: leaves out what the filter no
    /// longer accepts.
    static List<StoredMemory> accepted(List<StoredMemory> found, Filter filter) {
        return filter instanceof Filter.Everything
                ? found
                : found.stream()
                        .filter(stored -> filter.accepts(stored.memory()))
                        .toList();
    }

    /// What is in the index and was not found is being deleted or changed right now: leave those memories out.
    static void clearMissing(BitSet accepted, Slots slots, int[] wanted, List<StoredMemory> found) {
        var present = new HashSet<Long>();
        found.forEach(stored -> present.add(stored.rid()));
        for (int slot : wanted) {
            if (!present.contains(slots.rid(slot))) {
                accepted.clear(slot);
            }
        }
    }

    Stream<Memory> iterate(Namespace namespace, Filter filter) {
        var spliterator = Spliterators.spliteratorUnknownSize(
                new AllOldestFirst(namespace), Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        return StreamSupport.stream(spliterator, false).filter(filter::accepts);
    }

    /// Fetches a few hundred memories at a time, each time from where the last ended.
    private final class AllOldestFirst implements Iterator<Memory> {
        private final Namespace namespace;
        private Optional<Cursor.Position> last = Optional.empty();
        private Iterator<StoredMemory> chunk;

        AllOldestFirst(Namespace namespace) {
            this.namespace = namespace;
            this.chunk = fetch();
        }

        private Iterator<StoredMemory> fetch() {
            var slice = new Slice(PageRequest.Order.OLDEST_FIRST, last, 0, STREAM_ROWS, true);
            Instant now = engine.clock().instant();
            return engine.records()
                    .read(snapshot -> snapshot.page(namespace, slice, now))
                    .iterator();
        }

        @Override
        public boolean hasNext() {
            if (!chunk.hasNext() && last.isPresent()) {
                chunk = fetch();
            }
            return chunk.hasNext();
        }

        @Override
        public Memory next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Memory memory = chunk.next().memory();
            last = Optional.of(Cursor.Position.of(memory, PageRequest.Order.OLDEST_FIRST));
            return memory;
        }
    }

    long count(Namespace namespace, Filter filter) {
        Instant now = engine.clock().instant();
        if (filter instanceof Filter.Everything) {
            return engine.records().read(snapshot -> snapshot.count(namespace, now));
        }
        engine.records().requireOpen(); // nothing below needs the file once the index is there
        try (Residents.Lease lease = engine.lease(namespace)) {
            NamespaceIndex index = lease.index();
            index.expire(now);
            return index.read(() -> accepted(namespace, index.slots(), filter).cardinality());
        }
    }

    BitSet accepted(Namespace namespace, Slots slots, Filter filter) {
        Instant now = engine.clock().instant();
        return new FilterEvaluator(
                        slots,
                        slot -> engine
                                .records()
                                .read(snapshot -> snapshot.rows(namespace, new long[] {slots.rid(slot)}, false, now))
                                .stream()
                                .map(StoredMemory::memory)
                                .findFirst())
                .accepted(filter);
    }
}
