package io.jamey.embedded.records;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// When rows were last used, as far as the file does not know yet. Safe for any number of threads.
final class AccessTimes {
    /// Rows that may wait to be written; touches of further ones are forgotten until then. So many wait only while a
    /// large store's file cannot be written to.
    private static final int PENDING_MAX = 1_000_000;

    /// The longest that a read goes on, about.
    private static final long READ_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String WRITE = """
            INSERT INTO access(rid, last) SELECT rid, max(?, created) FROM memory WHERE rid = ?
            ON CONFLICT(rid) DO UPDATE SET last = max(last, excluded.last)""";

    private final Map<Long, Long> pending = new ConcurrentHashMap<>();
    /// Those written lately, and those before: a read whose moment is before their commit still needs them.
    private volatile Map<Long, Long> written = new ConcurrentHashMap<>();

    private volatile Map<Long, Long> writtenBefore = Map.of();
    private long writtenSince = System.nanoTime();

    void touch(long[] rids, long micros) {
        for (long rid : rids) {
            if (pending.size() < PENDING_MAX || pending.containsKey(rid)) {
                pending.merge(rid, micros, Math::max);
            }
        }
    }

    /// The later of what the file knows and what it does not.
    long latest(long rid, long micros) {
        long latest = Math.max(micros, pending.getOrDefault(rid, Long.MIN_VALUE));
        latest = Math.max(latest, written.getOrDefault(rid, Long.MIN_VALUE));
        return Math.max(latest, writtenBefore.getOrDefault(rid, Long.MIN_VALUE));
    }

    /// Visits what the file may not know, some of it more than once; in the order that it moves in, so that none is
    /// missed.
    void forEach(BiConsumer<Long, Long> visitor) {
        pending.forEach(visitor);
        written.forEach(visitor);
        writtenBefore.forEach(visitor);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /// Writes up to `limit` of them and returns what it wrote, for [#committed].
    Map<Long, Long> write(Sql sql, int limit) {
        Map<Long, Long> batch = pending.entrySet().stream()
                .limit(limit)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        batch.forEach((rid, micros) -> sql.update(WRITE, micros, rid));
        return batch;
    }

    /// Drops what is in the file now, unless a later touch has taken its place.
    void committed(Map<Long, Long> batch) {
        long now = System.nanoTime();
        if (now - writtenSince > READ_NANOS) {
            writtenSince = now;
            writtenBefore = written;
            written = new ConcurrentHashMap<>();
        }
        batch.forEach((rid, micros) -> written.merge(rid, micros, Math::max));
        batch.forEach(pending::remove);
    }
}
