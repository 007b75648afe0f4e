package io.jamey.postgres;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The operations that read memories by id or in order: one statement each.
final class MemoryReader {
    private final Engine engine;

    MemoryReader(Engine engine) {
        this.engine = engine;
    }

    Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        Checks.batch(ids.size());
        Instant now = engine.now();
        Map<UUID, Memory> found = byId(namespace, ids, true, now);
        var ordered = new LinkedHashMap<UUID, Memory>();
        for (UUID id : ids) {
            Memory memory = found.get(id);
            if (memory != null) {
                ordered.put(id, memory);
            }
        }
        engine.access().touch(namespace, ordered.keySet(), now);
        return Collections.unmodifiableMap(ordered);
    }

    Map<UUID, Memory> byId(Namespace namespace, Collection<UUID> ids, boolean embeddings, Instant now) {
        Query query = Query.of(MemoryRow.select(embeddings) + " WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND m.id = ANY(?::uuid[])", List.copyOf(ids));
        var found = new LinkedHashMap<UUID, Memory>();
        memories(namespace, query).forEach(memory -> found.put(memory.id(), memory));
        return found;
    }

    private List<Memory> memories(Namespace namespace, Query query) {
        return engine
                .database()
                .call(
                        engine.database().patience().search(),
                        session -> session.rows(query, row -> MemoryRow.read(namespace, row)))
                .stream()
                .map(engine.access()::latest)
                .toList();
    }

    Page list(Namespace namespace, PageRequest request) {
        Instant now = engine.now();
        Optional<Cursor.Position> after = request.cursor().map(cursor -> cursor.in(namespace, request));
        engine.writeAccessFor(request.filter());
        int bytesEach = request.embeddings() ? 4 * engine.dimension().get().orElse(0) : 0;
        Query listed = Listing.following(namespace, request, after, bytesEach, now);
        Query query = Query.of("SELECT counted.total, listed.* FROM (")
                .add(count(namespace, request.filter(), now))
                .add(") counted(total) LEFT JOIN (")
                .add(listed)
                .add(") listed ON true ORDER BY listed.turn");
        long[] total = new long[1];
        List<Optional<Memory>> rows = engine.database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.rows(query, row -> {
                            total[0] = row.getLong("total");
                            return read(namespace, row);
                        }));
        List<Memory> following = rows.stream()
                .flatMap(Optional::stream)
                .map(engine.access()::latest)
                .toList();
        return Page.of(following, total[0], request);
    }

    /// The only row of an empty page has nothing but the total.
    private static Optional<Memory> read(Namespace namespace, ResultSet row) throws SQLException {
        return row.getObject("id") == null ? Optional.empty() : Optional.of(MemoryRow.read(namespace, row));
    }

    /// Some memories of the listing behind a position, embeddings included; none at its end.
    List<Memory> following(Namespace namespace, Filter filter, Optional<Cursor.Position> after, int limit) {
        engine.writeAccessFor(filter);
        PageRequest request = PageRequest.of(limit)
                .where(filter)
                .ordered(PageRequest.Order.OLDEST_FIRST)
                .withEmbeddings();
        int bytesEach = 4 * engine.dimension().get().orElse(0);
        Query query = Listing.following(namespace, request, after, bytesEach, engine.now())
                .add(" ORDER BY turn");
        List<Memory> memories = engine.database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.rows(query, row -> MemoryRow.read(namespace, row)));
        return Page.of(memories.stream().map(engine.access()::latest).toList(), 0, request)
                .items();
    }

    long count(Namespace namespace, Filter filter) {
        engine.writeAccessFor(filter);
        Query query = count(namespace, filter, engine.now());
        return engine.database()
                .call(engine.database().patience().scan(), session -> session.row(query, row -> row.getLong(1)))
                .orElse(0L);
    }

    /// Everything is known without counting, but for what has expired and is not swept yet.
    private static Query count(Namespace namespace, Filter filter, Instant now) {
        if (filter instanceof Filter.Everything) {
            return Query.of(
                    "SELECT coalesce((SELECT n.memories FROM namespace n WHERE n.name = ?), 0)"
                            + " - (SELECT count(*) FROM memory m WHERE m.namespace = ? AND m.expires_at <= ?)",
                    namespace.value(),
                    namespace.value(),
                    now);
        }
        return Query.of("SELECT count(*) FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND ")
                .add(FilterSql.of(filter));
    }

    List<Namespace> namespaces() {
        Query query = Query.of(
                "SELECT n.name FROM namespace n WHERE n.memories > (SELECT count(*) FROM memory m"
                        + " WHERE m.namespace = n.name AND m.expires_at <= ?) ORDER BY n.name",
                engine.now());
        return engine.database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.rows(query, row -> Namespace.of(row.getString(1))));
    }
}
