package io.jamey.postgres;

import io.jamey.Cursor;
import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.MemoryIds;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.ranking.Ranking;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether each kind of statement finds an index to use, and what to do where it does not: PostgreSQL is
/// asked for the plan of each (EXPLAIN) in the largest namespace; nothing is run or changed.
public final class IndexCheck {
    /// What became of an index.
    public enum Use {
        /// The statement uses it.
        USED,
        /// It is there, and PostgreSQL finds another way cheaper, as it does while there is little to look
        /// at.
        SPARED,
        /// It is not there, or was not finished.
        MISSING
    }

    /// What was found out about one kind of statement.
    ///
    /// @param statement what it does, such as `a page by time of creation`
    /// @param index that is made for it
    /// @param advice in plain words: what it means, and what to do if it is missing
    /// @param plan as PostgreSQL tells it
    public record Finding(String statement, String index, Use use, String advice, List<String> plan) {
        public Finding {
            plan = List.copyOf(plan);
        }
    }

    private record Shape(String statement, String index, Query query, String repair) {}

    private final Engine engine;
    private final Namespace namespace;

    IndexCheck(Engine engine) {
        this.engine = engine;
        this.namespace = engine.database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.row(
                                Query.of("SELECT name FROM namespace ORDER BY memories DESC, name LIMIT 1"),
                                row -> Namespace.of(row.getString(1))))
                .orElse(Namespace.of("none yet"));
    }

    List<Finding> run() {
        return engine.database().call(engine.database().patience().scan(), session -> {
            var findings = new ArrayList<Finding>();
            for (Shape shape : shapes()) {
                findings.add(finding(session, shape));
            }
            return Collections.unmodifiableList(findings);
        });
    }

    private static Finding finding(Session session, Shape shape) throws SQLException {
        List<String> plan = session.rows(Query.of("EXPLAIN ").add(shape.query), row -> row.getString(1));
        boolean usable = session.row(
                        Query.of(
                                "SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass(?)", shape.index),
                        row -> row.getBoolean(1))
                .orElse(false);
        Pattern named = Pattern.compile("\\b" + shape.index + "\\b");
        boolean used = plan.stream().anyMatch(line -> named.matcher(line).find());
        Use use = used ? Use.USED : usable ? Use.SPARED : Use.MISSING;
        return new Finding(shape.statement, shape.index, use, advice(use, shape), plan);
    }

    private static String advice(Use use, Shape shape) {
        return switch (use) {
            case USED -> "uses the index " + shape.index;
            case SPARED ->
                "goes another way than by the index " + shape.index + ", which is there: PostgreSQL finds that cheaper"
                        + " for so few rows. If there are many, run ANALYZE and check again";
            case MISSING ->
                "would use the index " + shape.index
                        + ", which is missing or unfinished: it looks at more and more rows as"
                        + " the store grows. Make it again: " + shape.repair;
        };
    }

    private List<Shape> shapes() {
        Instant now = engine.now();
        var shapes = new ArrayList<Shape>();
        shapes.add(new Shape(
                "memories by id",
                "memory_pkey",
                Query.of(MemoryRow.select(true) + " WHERE ")
                        .add(MemoryRow.live(namespace, now))
                        .add(" AND m.id = ANY(?::uuid[])", List.of(MemoryIds.next())),
                "ALTER TABLE memory ADD PRIMARY KEY (namespace, id)"));
        shapes.add(new Shape(
                "a page by time of creation",
                "memory_by_created_at",
                page(now),
                "CREATE INDEX memory_by_created_at ON memory (namespace, created_at DESC, id DESC)"));
        shapes.add(filtered(
                "a count by type",
                "memory_by_type",
                Filter.type(MemoryType.MESSAGE),
                "CREATE INDEX memory_by_type ON memory (namespace, type)"));
        shapes.add(filtered(
                "a count of what was not used for long",
                "access_by_time",
                Filter.less(Field.LAST_ACCESSED, now.minus(Duration.ofDays(365))),
                "CREATE INDEX access_by_time ON access (namespace, last_accessed)"));
        shapes.add(filtered(
                "the turns of a session",
                "memory_by_session",
                Filter.session("a session"),
                "CREATE INDEX memory_by_session ON memory (namespace, session, sequence, id)"
                        + " WHERE session IS NOT NULL"));
        shapes.add(new Shape(
                "what has expired",
                "memory_by_expiry",
                Query.of(
                        "SELECT m.id FROM memory m WHERE m.namespace = ? AND m.expires_at <= ?",
                        namespace.value(),
                        now),
                "CREATE INDEX memory_by_expiry ON memory (namespace, expires_at) WHERE expires_at IS NOT NULL"));
        shapes.add(new Shape(
                "search by words",
                "passage_by_term",
                search(SearchRequest.of("walking tea").build(), now),
                "CREATE INDEX passage_by_term ON passage USING gin (terms) WITH (fastupdate = off)"));
        engine.dimension()
                .get()
                .ifPresent(dimension -> closeness(dimension, now).ifPresent(shapes::add));
        return shapes;
    }

    private Query page(Instant now) {
        PageRequest request = PageRequest.of(100);
        return Listing.following(namespace, request, Optional.<Cursor.Position>empty(), 0, now);
    }

    private Shape filtered(String statement, String index, Filter filter, String repair) {
        Query query = Query.of("SELECT count(*) FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, engine.now()))
                .add(" AND ")
                .add(FilterSql.of(filter));
        return new Shape(statement, index, query, repair);
    }

    private Query search(SearchRequest request, Instant now) {
        return new SearchStatement(engine, namespace, request, Ranking.of(request, now), now).query();
    }

    /// Of a large namespace; a small one is compared in full, by choice.
    private Optional<Shape> closeness(int dimension, Instant now) {
        VectorIndex index = engine.dimension().index();
        var components = new float[dimension];
        Arrays.fill(components, 1);
        SearchRequest request = SearchRequest.of(Embedding.owning(components)).build();
        return index.definition(dimension)
                .map(definition -> new Shape(
                        "search by closeness in a large namespace",
                        "embedding_by_closeness",
                        search(request, now),
                        definition));
    }
}
