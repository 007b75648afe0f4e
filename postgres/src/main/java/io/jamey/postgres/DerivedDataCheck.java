package io.jamey.postgres;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.ranking.TextTraits;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Compares what the tables derive from memories with the memories: terms, traits and sizes of their
/// contents, rows of their embeddings and last uses, and the sums of each namespace.
///
/// A namespace is compared in one transaction that sees one state: writes go on meanwhile.
public final class DerivedDataCheck {
    /// What was looked at, and what differs.
    ///
    /// @param differences in plain words, each naming namespace and memory; empty if all is as it should be
    public record Result(long namespaces, long memories, List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }
    }

    /// Enough to see what is wrong.
    private static final int DIFFERENCES_MAX = 1_000;

    private static final int ROWS = 500;

    private final Engine engine;
    private final List<String> differences = new ArrayList<>();
    private long memories;

    DerivedDataCheck(Engine engine) {
        this.engine = engine;
    }

    Result run() {
        List<Namespace> namespaces = engine.database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.rows(
                                Query.of("SELECT name FROM namespace UNION SELECT DISTINCT namespace FROM memory"
                                        + " UNION SELECT DISTINCT namespace FROM passage UNION SELECT DISTINCT namespace"
                                        + " FROM embedding UNION SELECT DISTINCT namespace FROM access ORDER BY 1"),
                                row -> Namespace.of(row.getString(1))));
        for (Namespace namespace : namespaces) {
            var _ = engine.database().transaction(engine.database().patience().scan(), session -> {
                session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                compare(session, namespace);
                return true;
            });
        }
        return new Result(namespaces.size(), memories, differences);
    }

    private void compare(Session session, Namespace namespace) throws SQLException {
        compareSums(session, namespace);
        compareRows(session, namespace);
        Optional<UUID> after = Optional.of(new UUID(0, 0));
        boolean first = true;
        while (after.isPresent()) {
            after = compareSome(session, namespace, after.get(), first);
            first = false;
        }
    }

    private void differs(Namespace namespace, String what) {
        if (differences.size() < DIFFERENCES_MAX) {
            differences.add("namespace '" + namespace + "': " + what);
        }
    }

    private void compareSums(Session session, Namespace namespace) throws SQLException {
        Query query = Query.of("""
                SELECT n.memories, n.embedded, n.passages, n.terms, c.memories, c.embedded, c.passages, c.terms
                FROM (SELECT count(*) AS memories, count(*) FILTER (WHERE embedded) AS embedded,
                    coalesce(sum(passages), 0) AS passages, coalesce(sum(terms), 0) AS terms
                  FROM memory WHERE namespace = ?) c LEFT JOIN namespace n ON n.name = ?""", namespace.value(), namespace.value());
        long[] sums = session.row(query, row -> {
                    var read = new long[8];
                    for (int i = 0; i < read.length; i++) {
                        read[i] = row.getLong(i + 1);
                    }
                    return read;
                })
                .orElseThrow();
        List<String> names = List.of("memories", "embedded", "passages", "terms");
        for (int i = 0; i < names.size(); i++) {
            if (sums[i] != sums[i + names.size()]) {
                differs(
                        namespace,
                        "its sum of " + names.get(i) + " is " + sums[i] + ", the rows have " + sums[i + names.size()]);
            }
        }
    }

    private record Side(String table, String should, String shouldNot) {}

    /// Rows beside memories: one where there should be one, none where there should be none.
    private void compareRows(Session session, Namespace namespace) throws SQLException {
        List<Side> sides = List.of(
                new Side("access", "true", "m.id IS NULL"),
                new Side("embedding", "m.embedded", "m.id IS NULL OR NOT m.embedded"),
                new Side("passage", "m.passages > 0", "m.id IS NULL"));
        for (Side side : sides) {
            Query missing = Query.of(
                    "SELECT m.id FROM memory m WHERE m.namespace = ? AND " + side.should
                            + " AND NOT EXISTS (SELECT 1 FROM " + side.table
                            + " t WHERE t.namespace = m.namespace AND t.id = m.id) LIMIT 100",
                    namespace.value());
            for (UUID id : session.rows(missing, row -> row.getObject(1, UUID.class))) {
                differs(namespace, "memory " + id + " has no row in " + side.table);
            }
            Query lost = Query.of(
                    "SELECT DISTINCT t.id FROM " + side.table + " t LEFT JOIN memory m ON m.namespace = t.namespace"
                            + " AND m.id = t.id WHERE t.namespace = ? AND (" + side.shouldNot + ") LIMIT 100",
                    namespace.value());
            for (UUID id : session.rows(lost, row -> row.getObject(1, UUID.class))) {
                differs(namespace, "a row in " + side.table + " belongs to no memory: " + id);
            }
        }
    }

    private record Content(Memory memory, int words, boolean asks, int passages, int terms, long size) {}

    /// The contents of the memories behind an id.
    ///
    /// @return the last of them, if there may be more
    private Optional<UUID> compareSome(Session session, Namespace namespace, UUID after, boolean withIt)
            throws SQLException {
        Query query = Query.of(
                "SELECT " + MemoryRow.COLUMNS + ", " + MemoryRow.WITHOUT_EMBEDDING
                        + ", m.words, m.asks, m.passages, m.terms, m.size FROM memory m" + MemoryRow.ACCESS
                        + " WHERE m.namespace = ? AND m.id " + (withIt ? ">=" : ">") + " ? ORDER BY m.id LIMIT " + ROWS,
                namespace.value(),
                after);
        List<Content> contents = session.rows(
                query,
                row -> new Content(
                        MemoryRow.read(namespace, row),
                        row.getInt("words"),
                        row.getBoolean("asks"),
                        row.getInt("passages"),
                        row.getInt("terms"),
                        row.getLong("size")));
        memories += contents.size();
        List<UUID> ids = contents.stream().map(content -> content.memory.id()).toList();
        Map<UUID, Map<Integer, String>> stored = ids.isEmpty() ? Map.of() : passages(session, namespace, ids);
        Map<UUID, Map<Integer, String>> expected = expected(session, namespace, contents);
        for (Content content : contents) {
            compareContent(namespace, content);
            UUID id = content.memory.id();
            if (!expected.getOrDefault(id, Map.of()).equals(stored.getOrDefault(id, Map.of()))) {
                differs(namespace, "the terms of memory " + id + " are not those of its content");
            }
        }
        return contents.size() < ROWS ? Optional.empty() : Optional.of(ids.getLast());
    }

    private void compareContent(Namespace namespace, Content content) {
        Analysis analysis = engine.analyze(content.memory.content());
        if (!new TextTraits(content.words, content.asks).equals(analysis.traits())
                || content.passages != analysis.passages()
                || content.terms != analysis.length()
                || content.size != Page.bytes(content.memory)) {
            differs(namespace, "what is kept of the content of memory " + content.memory.id() + " is not as it is");
        }
    }

    /// Terms as PostgreSQL writes them, with their length, by memory and place.
    private static Map<UUID, Map<Integer, String>> passages(Session session, Namespace namespace, List<UUID> ids)
            throws SQLException {
        var passages = new HashMap<UUID, Map<Integer, String>>();
        var _ = session.rows(
                Query.of(
                        "SELECT id, place, length || ' ' || terms::text FROM passage WHERE namespace = ?"
                                + " AND id = ANY(?::uuid[])",
                        namespace.value(),
                        ids),
                row -> passages.computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashMap<>())
                        .put(row.getInt(2), row.getString(3)));
        return passages;
    }

    /// What [#passages] should find: written by PostgreSQL too, so that both are spelt alike.
    private Map<UUID, Map<Integer, String>> expected(Session session, Namespace namespace, List<Content> contents)
            throws SQLException {
        List<Tables.Row> rows = contents.stream()
                .map(content -> new Tables.Row(content.memory, engine.analyze(content.memory.content())))
                .toList();
        Query query = Query.of("SELECT id, place, length || ' ' || terms::tsvector::text FROM"
                + " unnest(?::uuid[], ?::int[], ?::int[], ?::text[]) p(id, place, length, terms)");
        PassageColumns.of(namespace, rows).forEach(column -> query.add("", column));
        var expected = new HashMap<UUID, Map<Integer, String>>();
        var _ = session.rows(
                query,
                row -> expected.computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashMap<>())
                        .put(row.getInt(2), row.getString(3)));
        return Collections.unmodifiableMap(expected);
    }
}
