package io.jamey.cache;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The simplest cache that is right, where nothing else matters: it forgets everything at each write, and tells
/// the store of each access at once. It can be told to make one mistake.
final class SimpleCache extends ForwardingMemoryStore {

    /// What caches get wrong.
    enum Mistake {
        NONE,
        FORGETS_ONLY_AFTER_WRITES_THAT_SUCCEED,
        LOADS_THEN_PUTS,
        SERVES_WHILE_A_WRITE_IS_UNDER_WAY,
        KEYS_LACK_THE_NAMESPACE,
        WRITES_FORGET_NO_ANSWERS,
        WRITES_FORGET_NO_MEMORIES,
        ABSENCES_SURVIVE_A_STORE,
        MEMORIES_OUTLIVE_THEIR_EXPIRY,
        ANSWERS_OUTLIVE_AN_EXPIRY,
        HITS_ARE_NO_ACCESSES,
        ANSWERS_BY_ACCESS_ARE_KEPT,
        EVERYBODY_LOADS,
        NEVER_ASKS_AGAIN
    }

    private final InstantSource clock;
    private final Mistake mistake;
    private final Map<Object, Kept> kept = new HashMap<>();
    private final Map<List<Object>, Instant> uses = new ConcurrentHashMap<>();
    private final Map<Object, Object> locks = new ConcurrentHashMap<>();
    private int writers;
    private long generation;

    private record Kept(Object value, Instant until, boolean answer) {}

    SimpleCache(MemoryStore store, InstantSource clock, Mistake mistake) {
        super(store);
        this.clock = clock;
        this.mistake = mistake;
    }

    private List<Object> key(Namespace namespace, Object what) {
        return List.of(mistake == Mistake.KEYS_LACK_THE_NAMESPACE ? "" : namespace, what);
    }

    @Override
    public Optional<Memory> retrieve(Namespace namespace, UUID id) {
        Read read = read(key(namespace, id), () -> {
            Optional<Memory> found = inner().retrieve(namespace, id);
            Instant expiry = mistake == Mistake.MEMORIES_OUTLIVE_THEIR_EXPIRY
                    ? Instant.MAX
                    : found.flatMap(Memory::expiresAt).orElse(Instant.MAX);
            return new Kept(found, earlier(expiry, Duration.ofHours(1)), false);
        });
        return ((Optional<?>) read.value()).map(memory -> used((Memory) memory, read.hit()));
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        var found = new LinkedHashMap<UUID, Memory>();
        ids.forEach(id -> retrieve(namespace, id).ifPresent(memory -> found.put(id, memory)));
        return found;
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        Read read = answer(namespace, request, request.filter(), () -> inner().search(namespace, request));
        var result = (SearchResult) read.value();
        return new SearchResult(
                result.matches().stream()
                        .map(match -> new Match(used(match.memory(), read.hit()), match.score(), match.signals()))
                        .toList(),
                result.plan());
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        var page = (Page) answer(namespace, request, request.filter(), () -> inner().listPaginated(namespace, request))
                .value();
        return new Page(page.items().stream().map(this::shown).toList(), page.total(), page.next());
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return (Long) answer(namespace, filter, filter, () -> inner().count(namespace, filter))
                .value();
    }

    private record Read(Object value, boolean hit) {}

    private Read answer(Namespace namespace, Object request, Filter filter, Supplier<Object> load) {
        if (mistake != Mistake.ANSWERS_BY_ACCESS_ARE_KEPT
                && filter.toString().contains(Field.LAST_ACCESSED.toString())) {
            return new Read(load.get(), false);
        }
        return read(key(namespace, request), () -> {
            Instant expiry = mistake == Mistake.ANSWERS_OUTLIVE_AN_EXPIRY ? Instant.MAX : nextExpiry(namespace);
            return new Kept(load.get(), earlier(expiry, Duration.ofMinutes(1)), true);
        });
    }

    private Instant nextExpiry(Namespace namespace) {
        try (Stream<Memory> all = inner().iterate(namespace, Filter.everything())) {
            return all.flatMap(memory -> memory.expiresAt().stream())
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
        }
    }

    private Instant earlier(Instant expiry, Duration lifetime) {
        Instant end = mistake == Mistake.NEVER_ASKS_AGAIN
                ? Instant.MAX
                : clock.instant().plus(lifetime);
        return end.isBefore(expiry) ? end : expiry;
    }

    private Read read(Object key, Supplier<Kept> load) {
        Object lock = mistake == Mistake.EVERYBODY_LOADS ? new Object() : locks.computeIfAbsent(key, _ -> new Object());
        synchronized (lock) {
            long begun;
            boolean quiet;
            synchronized (this) {
                Kept there = kept.get(key);
                if (there != null && clock.instant().isBefore(there.until)) {
                    return new Read(there.value, true);
                }
                begun = generation;
                quiet = writers == 0;
            }
            Kept loaded = load.get();
            synchronized (this) {
                boolean unchanged = quiet && generation == begun;
                if (unchanged || mistake == Mistake.LOADS_THEN_PUTS) {
                    kept.put(key, loaded);
                }
            }
            return new Read(loaded.value, false);
        }
    }

    private Memory used(Memory memory, boolean hit) {
        if (mistake == Mistake.HITS_ARE_NO_ACCESSES && hit) {
            return memory;
        }
        Memory shown = shown(memory);
        uses.merge(List.of(memory.namespace(), memory.id()), clock.instant(), (a, b) -> a.isAfter(b) ? a : b);
        if (hit) {
            inner().touch(memory.namespace(), List.of(memory.id()));
        }
        return shown;
    }

    private Memory shown(Memory memory) {
        Instant use = uses.get(List.of(memory.namespace(), memory.id()));
        return use != null && use.isAfter(memory.lastAccessed()) ? memory.withLastAccessed(use) : memory;
    }

    private <T> T write(Supplier<T> write) {
        if (mistake != Mistake.SERVES_WHILE_A_WRITE_IS_UNDER_WAY
                && mistake != Mistake.FORGETS_ONLY_AFTER_WRITES_THAT_SUCCEED) {
            begin();
        }
        boolean succeeded = false;
        try {
            T answer = write.get();
            succeeded = true;
            return answer;
        } finally {
            end(succeeded);
        }
    }

    private synchronized void begin() {
        writers++;
        forget();
    }

    private synchronized void end(boolean succeeded) {
        writers = Math.max(0, writers - 1);
        if (succeeded || mistake != Mistake.FORGETS_ONLY_AFTER_WRITES_THAT_SUCCEED) {
            forget();
        }
    }

    private void forget() {
        generation++;
        uses.clear();
        kept.values().removeIf(entry -> switch (mistake) {
            case WRITES_FORGET_NO_ANSWERS -> !entry.answer;
            case WRITES_FORGET_NO_MEMORIES -> entry.answer;
            case ABSENCES_SURVIVE_A_STORE -> !entry.value.equals(Optional.empty());
            default -> true;
        });
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return write(() -> inner().storeAll(namespace, memories));
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return write(() -> inner().update(namespace, id, patch));
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return write(() -> inner().deleteBatch(namespace, ids));
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return write(() -> inner().deleteMatching(namespace, filter));
    }

    @Override
    public long drop(Namespace namespace) {
        return write(() -> inner().drop(namespace));
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        inner().touch(namespace, ids);
        ids.forEach(id -> uses.merge(List.of(namespace, id), clock.instant(), (a, b) -> a.isAfter(b) ? a : b));
    }
}
