package io.jamey.postgres;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The rows of one namespace in one transaction. Each change keeps the namespace's sums and all that is
/// derived from a memory.
final class Tables {
    /// A memory with what is kept of its content.
    record Row(Memory memory, Analysis analysis) {}

    /// Stands for an embedding that is there and need not be read.
    private static final Optional<Embedding> SOME = Optional.of(Embedding.of(1));

    private static final String INSERT = """
            WITH fresh AS (
              SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]::json[], ?::text[], ?::bigint[],
                  ?::text[], ?::float8[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[]::timestamptz[],
                  ?::bigint[], ?::int[], ?::bool[], ?::int[], ?::int[], ?::bigint[], ?::bool[])
                AS f(id, type, content, metadata, session, sequence, actor, importance, created_at, updated_at,
                  expires_at, version, words, asks, passages, terms, size, embedded)),
            memories AS (
              INSERT INTO memory (namespace, id, type, content, metadata, session, sequence, actor, importance,
                  created_at, updated_at, expires_at, version, words, asks, passages, terms, size, embedded)
              SELECT ?, * FROM fresh),
            accesses AS (
              INSERT INTO access (namespace, id, last_accessed) SELECT ?, id, created_at FROM fresh),
            splits AS (
              INSERT INTO passage (namespace, id, place, length, terms)
              SELECT ?, * FROM unnest(?::uuid[], ?::int[], ?::int[], ?::text[]::tsvector[]))
            UPDATE namespace n SET memories = n.memories + s.memories, embedded = n.embedded + s.embedded,
              passages = n.passages + s.passages, terms = n.terms + s.terms
            FROM (SELECT count(*) AS memories, count(*) FILTER (WHERE embedded) AS embedded, sum(passages) AS passages,
              sum(terms) AS terms FROM fresh) s
            WHERE n.name = ?""";

    private final Session session;
    private final Namespace namespace;

    Tables(Session session, Namespace namespace) {
        this.session = session;
        this.namespace = namespace;
    }

    /// Until the transaction ends, no other writes to the namespace. False if it holds nothing.
    boolean lock() throws SQLException {
        return session.row(
                        Query.of("SELECT 1 FROM namespace WHERE name = ? FOR UPDATE", namespace.value()),
                        row -> row.getInt(1))
                .isPresent();
    }

    void lockOrMake() throws SQLException {
        if (!lock()) {
            session.update(Query.of(
                    "INSERT INTO namespace (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name",
                    namespace.value()));
        }
    }

    /// The memories with these ids, expired ones too.
    Map<UUID, Memory> find(List<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, Memory>();
        if (!ids.isEmpty()) {
            Query query = Query.of(
                    MemoryRow.select(true) + " WHERE m.namespace = ? AND m.id = ANY(?::uuid[])",
                    namespace.value(),
                    ids);
            session.rows(query, row -> MemoryRow.read(namespace, row))
                    .forEach(memory -> found.put(memory.id(), memory));
        }
        return found;
    }

    /// What a filter accepts, without embeddings but for whether there is one.
    List<Memory> matching(Filter filter, Instant now) throws SQLException {
        Query query = Query.of("SELECT " + MemoryRow.COLUMNS + ", " + MemoryRow.WITHOUT_EMBEDDING
                        + ", m.embedded FROM memory m" + MemoryRow.ACCESS + " WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND ")
                .add(FilterSql.of(filter));
        return session.rows(query, row -> {
            Memory memory = MemoryRow.read(namespace, row);
            return row.getBoolean("embedded") ? memory.withEmbedding(SOME) : memory;
        });
    }

    /// The place behind the last memory of each session.
    Map<String, Long> nextPlaces(List<String> sessions, Instant now) throws SQLException {
        var next = new HashMap<String, Long>();
        if (!sessions.isEmpty()) {
            Query query = Query.of("""
                    SELECT s.name, last.sequence + 1 FROM unnest(?::text[]) s(name) CROSS JOIN LATERAL (
                      SELECT m.sequence FROM memory m WHERE m.namespace = ? AND m.session = s.name
                        AND (m.expires_at IS NULL OR m.expires_at > ?)
                      ORDER BY m.sequence DESC, m.id DESC LIMIT 1) last""", sessions, namespace.value(), now);
            session.rows(query, row -> next.put(row.getString(1), row.getLong(2)));
        }
        return next;
    }

    void insert(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Query query = Query.of(INSERT);
        columns(rows).forEach(column -> query.add("", column));
        query.add("", namespace.value(), namespace.value(), namespace.value());
        PassageColumns.of(namespace, rows).forEach(column -> query.add("", column));
        session.update(query.add("", namespace.value()));
        session.updateAll(embeddings(rows.stream().map(Row::memory).toList()));
    }

    private static List<List<?>> columns(List<Row> rows) {
        List<Function<Row, ?>> columns = List.of(
                row -> row.memory.id(),
                row -> row.memory.type().name(),
                row -> row.memory.content(),
                row -> Json.write(row.memory.metadata()),
                row -> row.memory.session().orElse(null),
                row -> row.memory.sequence().isPresent() ? row.memory.sequence().getAsLong() : null,
                row -> row.memory.actor().orElse(null),
                row -> row.memory.importance(),
                row -> row.memory.createdAt().toString(),
                row -> row.memory.updatedAt().toString(),
                row -> row.memory.expiresAt().map(Instant::toString).orElse(null),
                row -> row.memory.version(),
                row -> row.analysis.traits().words(),
                row -> row.analysis.traits().asks(),
                row -> row.analysis.passages(),
                row -> row.analysis.length(),
                row -> Page.bytes(row.memory.withEmbedding(Optional.empty())),
                row -> row.memory.embedding().isPresent());
        return columns.stream().<List<?>>map(column -> column(rows, column)).toList();
    }

    /// Lists that may hold null.
    private static List<?> column(List<Row> rows, Function<Row, ?> column) {
        var values = new ArrayList<Object>(rows.size());
        rows.forEach(row -> values.add(column.apply(row)));
        return values;
    }

    private List<Query> embeddings(List<Memory> memories) {
        return memories.stream()
                .flatMap(memory -> memory.embedding().stream()
                        .map(embedding -> Query.of(
                                "INSERT INTO embedding (namespace, id, vector, original)"
                                        + " VALUES (?, ?, ?::real[]::vector, ?::real[])",
                                namespace.value(),
                                memory.id(),
                                Vectors.compared(embedding),
                                Vectors.original(embedding))))
                .toList();
    }

    /// Replaces a memory by what it has become, but for its content. Its embedding is written only where it
    /// changed.
    void replace(Memory before, Memory after) throws SQLException {
        session.update(revision(after));
        if (!before.embedding().equals(after.embedding())) {
            session.update(
                    Query.of("DELETE FROM embedding WHERE namespace = ? AND id = ?", namespace.value(), before.id()));
            session.updateAll(embeddings(List.of(after)));
            addEmbedded((after.embedding().isPresent() ? 1 : 0)
                    - (before.embedding().isPresent() ? 1 : 0));
        }
    }

    /// Replaces the content of a memory by what it has become.
    void replaceContent(Row after) throws SQLException {
        session.update(
                Query.of("DELETE FROM passage WHERE namespace = ? AND id = ?", namespace.value(), after.memory.id()));
        Query insert = Query.of(
                "INSERT INTO passage (namespace, id, place, length, terms)"
                        + " SELECT ?, * FROM unnest(?::uuid[], ?::int[], ?::int[], ?::text[]::tsvector[])",
                namespace.value());
        PassageColumns.of(namespace, List.of(after)).forEach(column -> insert.add("", column));
        session.update(insert);
        session.update(Query.of(
                """
                WITH before AS (SELECT passages, terms FROM memory WHERE namespace = ? AND id = ?),
                sums AS (UPDATE namespace n SET passages = n.passages - before.passages + ?,
                    terms = n.terms - before.terms + ? FROM before WHERE n.name = ?)
                UPDATE memory SET content = ?, words = ?, asks = ?, passages = ?, terms = ?
                WHERE namespace = ? AND id = ?""",
                namespace.value(),
                after.memory.id(),
                after.analysis.passages(),
                after.analysis.length(),
                namespace.value(),
                after.memory.content(),
                after.analysis.traits().words(),
                after.analysis.traits().asks(),
                after.analysis.passages(),
                after.analysis.length(),
                namespace.value(),
                after.memory.id()));
    }

    /// Writes all but content and embeddings of memories that have changed.
    ///
    /// @param withoutEmbeddings removes them
    void revise(List<Memory> changed, boolean withoutEmbeddings) throws SQLException {
        session.updateAll(changed.stream().map(this::revision).toList());
        if (withoutEmbeddings && !changed.isEmpty()) {
            int removed = session.update(Query.of(
                    "DELETE FROM embedding WHERE namespace = ? AND id = ANY(?::uuid[])",
                    namespace.value(),
                    changed.stream().map(Memory::id).toList()));
            addEmbedded(-removed);
        }
    }

    private void addEmbedded(int difference) throws SQLException {
        if (difference != 0) {
            session.update(Query.of(
                    "UPDATE namespace SET embedded = embedded + ? WHERE name = ?", difference, namespace.value()));
        }
    }

    private Query revision(Memory memory) {
        return Query.of(
                """
                UPDATE memory SET type = ?, metadata = ?::json, session = ?, sequence = ?::bigint, actor = ?,
                  importance = ?, updated_at = ?, expires_at = ?::timestamptz, version = ?, size = ?, embedded = ?
                WHERE namespace = ? AND id = ?""",
                memory.type().name(),
                Json.write(memory.metadata()),
                memory.session().orElse(null),
                memory.sequence().isPresent() ? memory.sequence().getAsLong() : null,
                memory.actor().orElse(null),
                memory.importance(),
                memory.updatedAt(),
                memory.expiresAt().orElse(null),
                memory.version(),
                Page.bytes(memory.withEmbedding(Optional.empty())),
                memory.embedding().isPresent(),
                namespace.value(),
                memory.id());
    }

    /// Deletes the memories a condition on `m` selects, with all that is derived from them.
    ///
    /// @return how many of them had not expired
    long delete(Query which, Instant now) throws SQLException {
        Query delete = Query.of("WITH gone AS (DELETE FROM memory m WHERE m.namespace = ? AND ", namespace.value())
                .add(which)
                .add(" RETURNING m.id, m.expires_at, m.embedded, m.passages, m.terms)");
        // Last uses are written without the namespace's lock, in this order: in another, the two could wait
        // for each other.
        delete.add("""
                , used AS MATERIALIZED (SELECT a.id FROM access a JOIN gone ON gone.id = a.id WHERE a.namespace = ?
                  ORDER BY a.id FOR UPDATE OF a)""", namespace.value());
        delete.add(goneWith("used", "access"));
        delete.add(goneWith("gone", "embedding"));
        delete.add(goneWith("gone", "passage"));
        delete.add("""
                , sums AS (UPDATE namespace n SET memories = n.memories - g.memories,
                  embedded = n.embedded - g.embedded, passages = n.passages - g.passages, terms = n.terms - g.terms
                  FROM (SELECT count(*) AS memories, count(*) FILTER (WHERE embedded) AS embedded,
                    coalesce(sum(passages), 0) AS passages, coalesce(sum(terms), 0) AS terms FROM gone) g
                  WHERE n.name = ?)
                SELECT count(*) FILTER (WHERE expires_at IS NULL OR expires_at > ?) FROM gone""", namespace.value(), now);
        return session.row(delete, row -> row.getLong(1)).orElse(0L);
    }

    private Query goneWith(String ids, String table) {
        return Query.of(
                ", " + table + "_gone AS (DELETE FROM " + table + " t USING " + ids
                        + " WHERE t.namespace = ? AND t.id = " + ids + ".id)",
                namespace.value());
    }

    /// A namespace that holds nothing leaves not even its name.
    void removeIfEmpty() throws SQLException {
        session.update(Query.of("DELETE FROM namespace WHERE name = ? AND memories = 0", namespace.value()));
    }
}
