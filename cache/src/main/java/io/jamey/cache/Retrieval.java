package io.jamey.cache;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.cache.tiers.Access;
import io.jamey.cache.tiers.Accesses;
import io.jamey.encoding.Micros;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads by id, of memories that are there and of ids that are not.
final class Retrieval {
    private final MemoryStore store;
    private final InstantSource clock;
    private final Lifetimes lifetimes;
    private final Entries entries;
    private final Writes writes;
    private final Accesses accesses;
    private final Loads loads;

    Retrieval(MemoryStore store, CacheOptions options, Entries entries, Writes writes, Accesses accesses, Loads loads) {
        this.store = store;
        this.clock = options.clock();
        this.lifetimes = options.lifetimes();
        this.entries = entries;
        this.writes = writes;
        this.accesses = accesses;
        this.loads = loads;
    }

    Optional<Memory> retrieve(Namespace namespace, UUID id) {
        var key = new Key.OfMemory(namespace, id);
        long now = Micros.of(clock.instant());
        Entry there = entries.find(key, writes.memoryStamp(namespace), now);
        return there == null ? load(key, now) : served(there, now);
    }

    private Optional<Memory> load(Key.OfMemory key, long now) {
        Moment moment = writes.moment(key);
        return loads.once(
                key,
                moment,
                () -> {
                    Entry since = entries.peek(key, moment.sweep(), now);
                    if (since != null) {
                        return new Loads.Loaded<>(since, served(since, now));
                    }
                    Entry entry = kept(key, moment, store.retrieve(key.namespace(), key.id()), now);
                    return new Loads.Loaded<>(entry, asRead(entry));
                },
                entry -> now < entry.until() ? Optional.of(served(entry, now)) : Optional.empty());
    }

    /// All of one moment: a batch that somebody writes meanwhile is seen whole or not at all.
    Map<UUID, Memory> retrieveBatch(Namespace namespace, List<UUID> ids) {
        Moment moment = writes.moment(namespace);
        long now = Micros.of(clock.instant());
        Map<UUID, Memory> found = moment.isSettled() ? together(namespace, new LinkedHashSet<>(ids), now) : Map.of();
        if (!moment.isSettled() || !writes.moment(namespace).equals(moment)) {
            found = read(namespace, ids, now);
        }
        var inOrder = new LinkedHashMap<UUID, Memory>();
        for (UUID id : ids) {
            Memory memory = found.get(id);
            if (memory != null) {
                inOrder.put(id, memory);
            }
        }
        return inOrder;
    }

    /// What is kept from memory, the rest from the store in one call.
    private Map<UUID, Memory> together(Namespace namespace, Set<UUID> ids, long now) {
        var found = new HashMap<UUID, Memory>();
        var missing = new ArrayList<UUID>();
        for (UUID id : ids) {
            Entry there = entries.find(new Key.OfMemory(namespace, id), writes.memoryStamp(namespace), now);
            if (there == null) {
                missing.add(id);
            } else {
                served(there, now).ifPresent(memory -> found.put(id, memory));
            }
        }
        if (!missing.isEmpty() || ids.isEmpty()) {
            found.putAll(read(namespace, missing, now));
        }
        return found;
    }

    private Map<UUID, Memory> read(Namespace namespace, List<UUID> ids, long now) {
        Map<UUID, Moment> moments = new HashMap<>();
        ids.forEach(id -> moments.put(id, writes.moment(new Key.OfMemory(namespace, id))));
        Map<UUID, Memory> stored = store.retrieveBatch(namespace, ids);
        var found = new HashMap<UUID, Memory>();
        moments.forEach((id, moment) -> {
            Entry entry = kept(new Key.OfMemory(namespace, id), moment, Optional.ofNullable(stored.get(id)), now);
            asRead(entry).ifPresent(memory -> found.put(id, memory));
        });
        return found;
    }

    /// Keeps what the store returned to a call begun at `now`, if it may.
    private Entry kept(Key.OfMemory key, Moment moment, Optional<Memory> found, long now) {
        Entry entry = entry(found.orElse(null), moment.sweep(), now);
        writes.keep(key, moment, entry);
        return entry;
    }

    private Entry entry(@Nullable Memory found, long stamp, long now) {
        if (found == null) {
            return new Entry.Absent(stamp, lifetimes.untilOfAnswer(now));
        }
        Access access = accesses.of(found);
        Memory memory = Access.accessed(found, access.moveTo(now));
        return new Entry.Present(memory, access, stamp, lifetimes.untilOf(memory, now), Footprint.of(memory));
    }

    /// Keeps memories that nobody has asked for yet: those used since an instant. To look at them is no use.
    int warmUp(Namespace namespace, Instant usedSince, int limit) {
        accesses.flush();
        Filter used = Filter.atLeast(Field.LAST_ACCESSED, usedSince);
        int seen = 0;
        Optional<PageRequest> next = Optional.of(PageRequest.of(Math.min(limit, Limits.PAGE)));
        while (next.isPresent() && seen < limit) {
            PageRequest request = next.get().where(used).withEmbeddings();
            Moment moment = writes.moment(namespace);
            long now = Micros.of(clock.instant());
            Page page = store.listPaginated(namespace, request);
            page.items().forEach(memory -> keep(memory, moment, now));
            seen += page.items().size();
            next = page.next().map(request::after);
        }
        return seen;
    }

    /// Keeps a memory that was read among others of its namespace, if nothing there was written to since.
    private void keep(Memory memory, Moment moment, long now) {
        Namespace namespace = memory.namespace();
        var access = accesses.of(memory);
        var entry = new Entry.Present(
                access.seen(memory),
                access,
                writes.memoryStamp(namespace),
                lifetimes.untilOf(memory, now),
                Footprint.of(memory));
        writes.keep(new Key.OfMemory(namespace, memory.id()), namespace, moment, entry);
    }

    private Optional<Memory> asRead(Entry entry) {
        return entry instanceof Entry.Present present ? Optional.of(present.memory()) : Optional.empty();
    }

    private Optional<Memory> served(Entry entry, long now) {
        return entry instanceof Entry.Present present
                ? Optional.of(Access.accessed(present.memory(), accesses.use(present.access(), now)))
                : Optional.empty();
    }
}
