package io.jamey.embedded.records;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.encoding.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one piece of work may do on the writer thread: read, its own changes included, and change. Valid only
/// while [RecordFile#write] runs the work.
public final class Transaction extends Snapshot {
    private static final String INSERT =
            "INSERT INTO memory(rid, ns, id, created, expires, record, embedding) VALUES(?, ?, ?, ?, ?, ?, ?)";
    /// Without expiry, which is in two indexes that are then left alone.
    private static final String REPLACE = "UPDATE memory SET record = ?, embedding = ? WHERE rid = ?";

    /// Wiping a memory writes the pages it lay on, and those of its index entries.
    private static final long BYTES_PER_DELETE = 16 << 10;

    private final LiveCounts liveCounts;
    private final AtomicLong lastRid;
    private long bytes;
    private boolean grew;

    /// @param liveCounts of the group
    /// @param lastRid the largest rid ever given
    Transaction(Sql sql, AccessTimes accessTimes, LiveCounts liveCounts, AtomicLong lastRid) {
        super(sql, accessTimes);
        this.liveCounts = liveCounts;
        this.lastRid = lastRid;
    }

    /// Adds a memory and returns its row.
    public long insert(Memory memory) {
        return insert(memory, memory.embedding().map(EncodedEmbedding::of));
    }

    /// Adds a memory, whose embedding has been encoded already, and returns its row.
    ///
    /// @throws io.jamey.MemoryException `CONFLICT` when the namespace holds that id, be it in an expired
    ///     memory: find that with [java.time.Instant#MIN] and delete it first
    public long insert(Memory memory, Optional<EncodedEmbedding> encoded) {
        grew = true;
        long rid = lastRid.incrementAndGet();
        long ns = liveCounts.add(sql, memory.namespace());
        Place place = Place.of(memory, rid);
        byte[] record = RecordCodec.encode(memory, place);
        byte[] embedding = sealed(encoded, rid);
        weigh(record, embedding);
        sql.update(INSERT, rid, ns, blob(place.id()), place.created(), orNull(place.expires()), record, embedding);
        long accessed = Micros.of(memory.lastAccessed());
        if (accessed != place.created()) {
            sql.update("INSERT INTO access(rid, last) VALUES(?, ?)", rid, accessed);
        }
        return rid;
    }

    /// Puts a memory with the same namespace, id and creation time in the place of the one in this row; false
    /// when the row holds no such memory.
    public boolean replace(long rid, Memory memory) {
        grew = true;
        long ns = ns(memory.namespace());
        Place place = Place.of(memory, rid);
        String same = "SELECT coalesce(expires, ?) FROM memory WHERE rid = ? AND ns = ? AND id = ? AND created = ?";
        try (var row = sql.query(same, Place.NEVER, rid, ns, blob(place.id()), place.created())) {
            if (!row.next()) {
                return false;
            }
            if (row.number(1) != place.expires()) {
                sql.update("UPDATE memory SET expires = ? WHERE rid = ?", orNull(place.expires()), rid);
            }
        }
        byte[] record = RecordCodec.encode(memory, place);
        byte[] embedding = sealed(memory.embedding().map(EncodedEmbedding::of), rid);
        weigh(record, embedding);
        sql.update("INSERT OR REPLACE INTO changed(ns, rid, version) VALUES(?, ?, ?)", ns, rid, memory.version());
        return sql.update(REPLACE, record, embedding, rid) == 1;
    }

    @Override
    public List<Namespace> namespaces(Instant now) {
        liveCounts.flush(sql);
        return super.namespaces(now);
    }

    @Override
    public long count(Namespace namespace, Instant now) {
        liveCounts.flush(sql);
        return super.count(namespace, now);
    }

    @Override
    public long countAll(Instant now) {
        liveCounts.flush(sql);
        return super.countAll(now);
    }

    /// Takes notice that chunks show a row as of a version: it no longer counts as changed, unless it has
    /// changed since.
    public void forgetChange(Namespace namespace, long rid, long version) {
        sql.update("DELETE FROM changed WHERE ns = ? AND rid = ? AND version <= ?", ns(namespace), rid, version);
    }

    /// Deletes the memory in this row; false when the namespace has no such row.
    public boolean delete(Namespace namespace, long rid) {
        return delete(namespace, rid, Place.NEVER);
    }

    /// Deletes the memory in this row if it has expired by `now`; false when the namespace has no such row.
    public boolean deleteExpired(Namespace namespace, long rid, Instant now) {
        return delete(namespace, rid, Micros.of(now));
    }

    private boolean delete(Namespace namespace, long rid, long expiredBy) {
        liveCounts.flush(sql);
        bytes += BYTES_PER_DELETE;
        long ns = ns(namespace);
        String statement = "DELETE FROM memory WHERE rid = ? AND ns = ? AND coalesce(expires, ?) <= ?";
        if (sql.update(statement, rid, ns, Place.NEVER, expiredBy) == 0) {
            return false;
        }
        sql.update("DELETE FROM access WHERE rid = ?", rid);
        sql.update("DELETE FROM changed WHERE ns = ? AND rid = ?", ns, rid);
        sql.update("UPDATE namespace SET live = live - 1 WHERE ns = ?", ns);
        if (sql.update("DELETE FROM namespace WHERE ns = ? AND live = 0", ns) == 1) {
            sql.update("DELETE FROM chunk WHERE ns = ?", ns);
        }
        return true;
    }

    /// Deletes all memories and chunks of a namespace and returns how many memories there were, expired ones
    /// included.
    public long drop(Namespace namespace) {
        liveCounts.flush(sql);
        long ns = ns(namespace);
        sql.update("DELETE FROM access WHERE rid IN (SELECT rid FROM memory WHERE ns = ?)", ns);
        sql.update("DELETE FROM changed WHERE ns = ?", ns);
        int dropped = sql.update("DELETE FROM memory WHERE ns = ?", ns);
        sql.update("DELETE FROM chunk WHERE ns = ?", ns);
        sql.update("DELETE FROM namespace WHERE ns = ?", ns);
        bytes += dropped * BYTES_PER_DELETE;
        return dropped;
    }

    /// Fixes the dimension of all embeddings.
    ///
    /// @throws IllegalArgumentException when it is fixed at another already
    public void fixDimension(int dimension) {
        int fixed = dimension().orElse(dimension);
        if (fixed != dimension) {
            throw new IllegalArgumentException(
                    "the store's embeddings have " + fixed + " dimensions, which cannot become " + dimension);
        }
        sql.update("INSERT OR IGNORE INTO meta(name, value) VALUES('dimension', ?)", dimension);
    }

    /// Keeps a chunk, in the place of an earlier one of the same kind and ordinal. Does nothing when the
    /// namespace holds no memory (any more). Chunks go with the last memory of their namespace.
    public void putChunk(Namespace namespace, String kind, long ordinal, byte[] data) {
        grew = true;
        bytes += data.length;
        sql.update("""
                INSERT INTO chunk(ns, kind, ordinal, crc, data) SELECT ns, ?, ?, ?, ? FROM namespace WHERE name = ?
                ON CONFLICT(ns, kind, ordinal) DO UPDATE SET crc = excluded.crc, data = excluded.data""", kind, ordinal, checksum(data), data, namespace.value());
    }

    /// Deletes one chunk, if it is there.
    public void deleteChunk(Namespace namespace, String kind, long ordinal) {
        sql.update("DELETE FROM chunk WHERE ns = ? AND kind = ? AND ordinal = ?", ns(namespace), kind, ordinal);
    }

    /// Deletes all chunks that a namespace has.
    public void deleteChunks(Namespace namespace) {
        sql.update("DELETE FROM chunk WHERE ns = ?", ns(namespace));
    }

    /// Deletes the chunks that a namespace has, but for those whose kind ends like this.
    public void deleteChunksBut(Namespace namespace, String end) {
        sql.update("DELETE FROM chunk WHERE ns = ? AND substr(kind, -length(?)) <> ?", ns(namespace), end, end);
    }

    /// How many bytes the log will take for this, about.
    long bytes() {
        return bytes;
    }

    /// Whether anything was added, so that room in reserve for deletes is not for it.
    boolean grew() {
        return grew;
    }

    private void weigh(byte[] record, byte @Nullable [] embedding) {
        bytes += record.length + (embedding == null ? 0 : embedding.length);
    }

    private static @Nullable Long orNull(long expires) {
        return expires == Place.NEVER ? null : expires;
    }

    private static byte @Nullable [] sealed(Optional<EncodedEmbedding> embedding, long rid) {
        return embedding.map(encoded -> encoded.sealed(rid)).orElse(null);
    }
}
