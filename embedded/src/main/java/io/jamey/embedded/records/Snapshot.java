package io.jamey.embedded.records;

import io.jamey.Cursor;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Micros;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One moment of the file, to be read by one thread while [RecordFile#read] lends it.
///
/// Methods that take `now` leave out memories whose expiry has come; with [Instant#MIN] they see those as well.
/// Rows of another namespace than the one named are missing rows. Access times include those not yet written.
///
/// Faults are [io.jamey.MemoryException]: `CORRUPT` names the row, `UNAVAILABLE` a disk that does not answer.
public sealed class Snapshot permits Transaction {
    private static final String BARE_COLUMNS = """
            SELECT m.rid, m.id, m.created, coalesce(m.expires, %d), m.record, coalesce(a.last, m.created)
            FROM memory m LEFT JOIN access a ON a.rid = m.rid
            """.formatted(Place.NEVER);
    private static final String COLUMNS = BARE_COLUMNS.replace("m.created)", "m.created), m.embedding");
    private static final int EMBEDDING = 7;

    /// Rows that one statement fetches: each statement costs as much as a few rows.
    private static final int BATCH = 32;

    private static final String NS = "(SELECT ns FROM namespace WHERE name = ?)";
    private static final String BY_ID = "WHERE m.ns = " + NS + " AND m.id = ?";
    /// The plus keeps the planner from walking the whole namespace by its index instead of looking rows up.
    private static final String BY_RIDS = "WHERE +m.ns = " + NS + " AND m.rid IN (?" + ", ?".repeat(BATCH - 1) + ")";
    private static final String ROW_BY_ID = COLUMNS + BY_ID;
    private static final String BARE_ROW_BY_ID = BARE_COLUMNS + BY_ID;
    private static final String ROWS_BY_RIDS = COLUMNS + BY_RIDS;
    private static final String BARE_ROWS_BY_RIDS = BARE_COLUMNS + BY_RIDS;
    private static final String EMBEDDINGS_BY_RIDS = "SELECT m.rid, m.embedding FROM memory m " + BY_RIDS;

    /// The planner knows nothing of how few expire, and must not be told by ANALYZE, which misleads it
    /// elsewhere.
    private static final String EXPIRED = "memory INDEXED BY memory_by_expiry WHERE expires <= ?";

    private static final String NAMESPACES = """
                SELECT name FROM namespace n
                WHERE live > (SELECT count(*) FROM %s AND ns = n.ns) ORDER BY name""".formatted(EXPIRED);
    private static final String COUNT = """
                SELECT live - (SELECT count(*) FROM %s AND ns = n.ns)
                FROM namespace n WHERE name = ?""".formatted(EXPIRED);
    private static final String EXPIRED_FIRST = """
                SELECT m.rid, m.id, n.name FROM (SELECT rid, id, ns FROM %s ORDER BY expires LIMIT ?) m
                JOIN namespace n ON n.ns = m.ns""".formatted(EXPIRED);

    private static final String LIVE = " AND (expires IS NULL OR expires > ?) ";
    private static final String OLDEST_FIRST = "SELECT rid FROM memory WHERE ns = ? AND (created, id) > (?, ?)" + LIVE
            + "ORDER BY created, id LIMIT ? OFFSET ?";
    private static final String NEWEST_FIRST = "SELECT rid FROM memory WHERE ns = ? AND (created, id) < (?, ?)" + LIVE
            + "ORDER BY created DESC, id DESC LIMIT ? OFFSET ?";
    /// Goes from an index of the namespace to the times, never the other way around.
    private static final String USES =
            "SELECT m.rid, a.last FROM memory m CROSS JOIN access a ON a.rid = m.rid WHERE m.ns = ?";
    private static final UUID SMALLEST_ID = new UUID(0, 0);
    private static final UUID LARGEST_ID = new UUID(-1, -1);

    /// No namespace has this number.
    private static final long NOWHERE = -1;

    /// What of a row is wanted, and whether it is wanted at all.
    private record View(boolean embeddings, Instant now) {}

    final Sql sql;
    final RecordCodec codec;
    private final AccessTimes accessTimes;

    Snapshot(Sql sql, AccessTimes accessTimes) {
        this.sql = sql;
        this.codec = new RecordCodec(sql.file());
        this.accessTimes = accessTimes;
    }

    /// The memory with this id, with its embedding.
    public Optional<StoredMemory> find(Namespace namespace, UUID id, Instant now) {
        return Optional.ofNullable(byId(namespace, id, new View(true, now)));
    }

    /// The memories with these ids, in the order of `ids`, missing ones left out.
    public List<StoredMemory> findAll(Namespace namespace, Collection<UUID> ids, boolean embeddings, Instant now) {
        var view = new View(embeddings, now);
        List<StoredMemory> found = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            StoredMemory stored = byId(namespace, id, view);
            if (stored != null) {
                found.add(stored);
            }
        }
        return found;
    }

    /// The memories in these rows, in the order of `rids`, missing ones left out.
    public List<StoredMemory> rows(Namespace namespace, long[] rids, boolean embeddings, Instant now) {
        List<StoredMemory> found = new ArrayList<>(rids.length);
        each(namespace, rids, new View(embeddings, now), found::add);
        return found;
    }

    /// The first of these rows, in their order: all, or as many as fill a page and one more.
    public FirstRows firstRows(Namespace namespace, long[] rids, boolean embeddings, Instant now) {
        var view = new View(embeddings, now);
        List<StoredMemory> found = new ArrayList<>(rids.length);
        long bytesBeforeLast = 0;
        long lastBytes = 0;
        int read = 0;
        while (read < rids.length && bytesBeforeLast < Limits.PAGE_BYTES) {
            int end = Math.min(rids.length, read + BATCH);
            int before = found.size();
            each(namespace, Arrays.copyOfRange(rids, read, end), view, found::add);
            for (StoredMemory stored : found.subList(before, found.size())) {
                bytesBeforeLast += lastBytes;
                lastBytes = Page.bytes(stored.memory());
            }
            read = end;
        }
        return new FirstRows(found, read);
    }

    /// Visits the embeddings of these rows, which must be distinct, in no particular order; rows that are
    /// missing or have none are left out.
    public void embeddings(Namespace namespace, long[] rids, EmbeddingVisitor visitor) {
        float[] components = {};
        for (int from = 0; from < rids.length; from += BATCH) {
            int to = Math.min(rids.length, from + BATCH);
            try (var row = sql.query(EMBEDDINGS_BY_RIDS, batch(namespace, rids, from, to))) {
                while (row.next()) {
                    long rid = row.number(1);
                    byte[] bytes = row.bytesOrNull(2);
                    for (int i = from; i < to && bytes != null; i++) {
                        if (rids[i] == rid) {
                            components = codec.decodeComponents(bytes, rid, components);
                            visitor.visit(i, components);
                        }
                    }
                }
            }
        }
    }

    /// Takes embeddings.
    @FunctionalInterface
    public interface EmbeddingVisitor {
        /// Takes one embedding.
        ///
        /// @param index of its row among those asked for
        /// @param components neither changed nor kept: the next one comes in the same array
        void visit(int index, float[] components);
    }

    /// A part of the listing by time of creation; where memories are very large, only the first of it, but more than
    /// fill a page. Costs a few hundred microseconds per hundred memories and a
    /// step in an index for each one skipped.
    public List<StoredMemory> page(Namespace namespace, Slice slice, Instant now) {
        boolean ascending = slice.order() == PageRequest.Order.OLDEST_FIRST;
        long created = slice.after().map(Cursor.Position::key).orElse(ascending ? Long.MIN_VALUE : Long.MAX_VALUE);
        UUID id = slice.after().map(Cursor.Position::id).orElse(ascending ? SMALLEST_ID : LARGEST_ID);
        long[] rids = numbers(
                ascending ? OLDEST_FIRST : NEWEST_FIRST,
                ns(namespace),
                created,
                blob(id),
                Micros.of(now),
                slice.limit(),
                slice.offset());
        return firstRows(namespace, rids, slice.embeddings(), now).found();
    }

    /// The rows of a namespace from `fromRid` on, ascending, expired ones included.
    public long[] rids(Namespace namespace, long fromRid) {
        // From the index by id, which holds rids too: an index by rid would be one more page in every commit.
        long[] rids = numbers("SELECT rid FROM memory WHERE ns = ? AND rid >= ?", ns(namespace), fromRid);
        Arrays.sort(rids);
        return rids;
    }

    /// When rows were last used after they were created; of this namespace, and perhaps others.
    public Map<Long, Instant> uses(Namespace namespace) {
        Map<Long, Instant> uses = new HashMap<>();
        try (var rows = sql.query(USES, ns(namespace))) {
            while (rows.next()) {
                uses.put(rows.number(1), Micros.toInstant(rows.number(2)));
            }
        }
        accessTimes.forEach((rid, micros) -> uses.merge(rid, Micros.toInstant(micros), (a, b) -> a.isAfter(b) ? a : b));
        return uses;
    }

    /// The rows of a namespace that were updated and may be so without the chunks' knowledge, with the versions
    /// they have now. See [Transaction#forgetChange].
    public Map<Long, Long> changes(Namespace namespace) {
        Map<Long, Long> versions = new HashMap<>();
        try (var rows = sql.query("SELECT rid, version FROM changed WHERE ns = ?", ns(namespace))) {
            while (rows.next()) {
                versions.put(rows.number(1), rows.number(2));
            }
        }
        return versions;
    }

    /// Every namespace that holds a memory, in order of code points.
    public List<Namespace> namespaces(Instant now) {
        List<Namespace> found = new ArrayList<>();
        try (var rows = sql.query(NAMESPACES, Micros.of(now))) {
            while (rows.next()) {
                found.add(named(rows.text(1)));
            }
        }
        return found;
    }

    /// The namespaces that have chunks, the largest first.
    public List<Namespace> namespacesWithChunks() {
        List<Namespace> found = new ArrayList<>();
        String query = "SELECT name FROM namespace WHERE ns IN (SELECT ns FROM chunk) ORDER BY live DESC, name";
        try (var rows = sql.query(query)) {
            while (rows.next()) {
                found.add(named(rows.text(1)));
            }
        }
        return found;
    }

    /// How many memories a namespace holds: from a counter, less the expired ones, which are counted.
    public long count(Namespace namespace, Instant now) {
        return sql.number(0, COUNT, Micros.of(now), namespace.value());
    }

    /// How many memories all namespaces hold. Costs a step per namespace.
    public long countAll(Instant now) {
        return sql.number(0, "SELECT sum(live) FROM namespace") - countExpired(now);
    }

    /// How many memories of all namespaces have expired by `now` and wait to be deleted.
    public long countExpired(Instant now) {
        return sql.number(0, "SELECT count(*) FROM " + EXPIRED, Micros.of(now));
    }

    /// A memory that is to be deleted.
    public record Due(Namespace namespace, long rid, UUID id) {}

    /// Up to `limit` memories that have expired by `now`, longest first. A damaged record is no hindrance.
    public List<Due> expired(Instant now, int limit) {
        List<Due> found = new ArrayList<>();
        try (var rows = sql.query(EXPIRED_FIRST, Micros.of(now), limit)) {
            while (rows.next()) {
                found.add(new Due(named(rows.text(3)), rows.number(1), id(rows.bytes(2))));
            }
        }
        return found;
    }

    /// The dimension of all embeddings, once it is fixed.
    public OptionalInt dimension() {
        long dimension = sql.number(0, "SELECT value FROM meta WHERE name = 'dimension'");
        if (dimension < 0 || dimension > Limits.DIMENSIONS) {
            throw Faults.corrupt(sql.file(), "the dimension is " + dimension, null);
        }
        return dimension == 0 ? OptionalInt.empty() : OptionalInt.of((int) dimension);
    }

    /// Visits the chunks of one kind that a namespace has, by ordinal, holding one at a time.
    ///
    /// @throws io.jamey.MemoryException `CORRUPT` when one is damaged: delete them and derive them anew
    public void chunks(Namespace namespace, String kind, ChunkVisitor visitor) {
        String query = "SELECT ordinal, crc, data FROM chunk WHERE ns = ? AND kind = ? ORDER BY ordinal";
        try (var rows = sql.query(query, ns(namespace), kind)) {
            while (rows.next()) {
                long ordinal = rows.number(1);
                byte[] data = rows.bytes(3);
                if (rows.number(2) != checksum(data)) {
                    throw Faults.corrupt(
                            sql.file(), "checksum of " + kind + " chunk " + ordinal + " does not match", null);
                }
                visitor.visit(ordinal, data);
            }
        }
    }

    /// Takes chunks: data that the index derived from a namespace's records and keeps here to open faster.
    @FunctionalInterface
    public interface ChunkVisitor {
        /// Takes one chunk.
        ///
        /// @param ordinal its place among the chunks of its kind
        /// @param data the visitor's own
        void visit(long ordinal, byte[] data);
    }

    /// The number of a namespace, or one that none has.
    long ns(Namespace namespace) {
        return sql.number(NOWHERE, "SELECT ns FROM namespace WHERE name = ?", namespace.value());
    }

    static byte[] blob(UUID id) {
        byte[] blob = new byte[16];
        Bytes.putLong(blob, 0, Long.reverseBytes(id.getMostSignificantBits()));
        Bytes.putLong(blob, 8, Long.reverseBytes(id.getLeastSignificantBits()));
        return blob;
    }

    static long checksum(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        return crc.getValue();
    }

    private @Nullable StoredMemory byId(Namespace namespace, UUID id, View view) {
        String query = view.embeddings ? ROW_BY_ID : BARE_ROW_BY_ID;
        try (var row = sql.query(query, namespace.value(), blob(id))) {
            return row.next() ? decode(row, namespace, view) : null;
        }
    }

    /// Visits the rows in the order of `rids`, missing ones left out.
    private void each(Namespace namespace, long[] rids, View view, Consumer<StoredMemory> visitor) {
        String query = view.embeddings ? ROWS_BY_RIDS : BARE_ROWS_BY_RIDS;
        for (int from = 0; from < rids.length; from += BATCH) {
            int to = Math.min(rids.length, from + BATCH);
            Map<Long, StoredMemory> batch = HashMap.newHashMap(BATCH);
            try (var row = sql.query(query, batch(namespace, rids, from, to))) {
                while (row.next()) {
                    StoredMemory stored = decode(row, namespace, view);
                    if (stored != null) {
                        batch.put(stored.rid(), stored);
                    }
                }
            }
            for (int i = from; i < to; i++) {
                StoredMemory stored = batch.get(rids[i]);
                if (stored != null) {
                    visitor.accept(stored);
                }
            }
        }
    }

    /// The namespace and a whole batch of rids, the last one repeated to fill it.
    private static @Nullable Object[] batch(Namespace namespace, long[] rids, int from, int to) {
        @Nullable Object[] arguments = new Object[1 + BATCH];
        arguments[0] = namespace.value();
        for (int i = 0; i < BATCH; i++) {
            arguments[1 + i] = rids[Math.min(from + i, to - 1)];
        }
        return arguments;
    }

    private @Nullable StoredMemory decode(Sql.Rows row, Namespace namespace, View view) {
        var place = new Place(row.number(1), namespace, id(row.bytes(2)), row.number(3), row.number(4));
        if (place.isExpired(Micros.of(view.now))) {
            return null;
        }
        Instant accessed = Micros.toInstant(accessTimes.latest(place.rid(), row.number(6)));
        Memory memory = codec.decode(row.bytes(5), place, accessed);
        byte[] bytes = view.embeddings ? row.bytesOrNull(EMBEDDING) : null;
        if (bytes != null) {
            memory = memory.withEmbedding(Optional.of(codec.decodeEmbedding(bytes, place.rid())));
        }
        return new StoredMemory(place.rid(), memory);
    }

    private long[] numbers(String query, @Nullable Object... arguments) {
        LongStream.Builder numbers = LongStream.builder();
        try (var rows = sql.query(query, arguments)) {
            while (rows.next()) {
                numbers.add(rows.number(1));
            }
        }
        return numbers.build().toArray();
    }

    private Namespace named(String name) {
        try {
            return Namespace.of(name);
        } catch (IllegalArgumentException e) {
            throw Faults.corrupt(sql.file(), "a namespace's name: " + e.getMessage(), e);
        }
    }

    private UUID id(byte[] blob) {
        if (blob.length != 2 * Long.BYTES) {
            throw Faults.corrupt(sql.file(), "an id has " + blob.length + " bytes", null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
