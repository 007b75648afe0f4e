package io.jamey.postgres;

import io.jamey.Memory;
import io.jamey.Namespace;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// When memories were last used, as far as the database does not know yet. Safe for any number of threads.
final class AccessTimes {
    /// Memories that may wait to be written; uses of further ones are forgotten until then.
    private static final int PENDING_MAX = 100_000;

    private record Key(Namespace namespace, UUID id) {}

    private final Map<Key, Instant> pending = new ConcurrentHashMap<>();
    /// The latest that were written: a read that began before they were still needs them.
    private volatile Map<Key, Instant> written = Map.of();

    void touch(Namespace namespace, UUID id, Instant at) {
        var key = new Key(namespace, id);
        if (pending.size() < PENDING_MAX || pending.containsKey(key)) {
            pending.merge(key, at, AccessTimes::later);
        }
    }

    void touch(Namespace namespace, Collection<UUID> ids, Instant at) {
        ids.forEach(id -> touch(namespace, id, at));
    }

    /// The memory with the later of what the database knew and what it did not.
    Memory latest(Memory memory) {
        var key = new Key(memory.namespace(), memory.id());
        Instant latest = later(
                later(memory.lastAccessed(), pending.getOrDefault(key, Instant.MIN)),
                written.getOrDefault(key, Instant.MIN));
        return latest.equals(memory.lastAccessed()) ? memory : memory.withLastAccessed(latest);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /// What was said of an id before a memory was stored under it.
    void forget(Namespace namespace, UUID id) {
        var key = new Key(namespace, id);
        pending.remove(key);
        if (written.containsKey(key)) {
            written = written.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(key))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    /// Writes what is pending in one statement. One thread at a time.
    synchronized void write(Database database) {
        Map<Key, Instant> batch = Map.copyOf(pending);
        if (batch.isEmpty()) {
            return;
        }
        var keys = batch.keySet().stream().toList();
        // The rows in one order, so that two processes do not wait for each other.
        Query update = Query.of(
                """
                WITH used AS MATERIALIZED (
                  SELECT a.namespace, a.id, u.at
                  FROM unnest(?::text[], ?::uuid[], ?::text[]::timestamptz[]) AS u(namespace, id, at)
                  JOIN access a ON a.namespace = u.namespace AND a.id = u.id AND a.last_accessed < u.at
                  ORDER BY a.namespace, a.id
                  FOR NO KEY UPDATE OF a)
                UPDATE access a SET last_accessed = greatest(a.last_accessed, used.at)
                FROM used WHERE a.namespace = used.namespace AND a.id = used.id""",
                keys.stream().map(key -> key.namespace().value()).toList(),
                keys.stream().map(Key::id).toList(),
                keys.stream().map(key -> String.valueOf(batch.get(key))).toList());
        database.call(database.patience().rows(keys.size()), session -> session.update(update));
        written = batch;
        batch.forEach(pending::remove);
    }
}
