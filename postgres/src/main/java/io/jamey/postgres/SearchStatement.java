package io.jamey.postgres;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.ranking.Ranking;
import java.time.Instant;
import java.util.List;

/// One search as one statement: it gathers the pool that [Ranking] asks for, with exact BM25 values and
/// cosines.
///
/// Its parts are named as the pool's rule names them: seeds by words and by closeness, neighbours, the rest.
final class SearchStatement {
    /// Candidates that the smallest index is asked for, per seed and at least: they are compared again in
    /// full.
    private static final int OVERSAMPLING = 4;

    private static final int OVERSAMPLED_MIN = 200;
    /// That every other index is asked for at least. The first ten that a filter accepts are not the closest: the
    /// graph is walked in no strict order, and what lies behind a memory that is refused comes late.
    private static final int TAKEN_MIN = 40;

    /// Contents longer than this are read for the memories that are returned, not for all candidates.
    static final int CARRIED_BYTES = 8_192;

    /// Sent once, compared many times.
    private static final String QUESTION = "(SELECT vector FROM question)";

    /// Questions with more terms than this look at all terms of a passage, instead of for each of theirs.
    private static final int FEW_TERMS = 24;

    private static final String ASKED = """
            , asked AS MATERIALIZED (
              SELECT t.term, t.query::tsquery AS query, t.turn
              FROM unnest(?::text[], ?::text[]) WITH ORDINALITY t(term, query, turn)),
            found AS MATERIALIZED (SELECT p.id, p.place, p.length::float8 AS length, asked.turn,\s""";
    private static final String EACH_ASKED = TermFrequency.SQL
            + " AS frequency FROM asked JOIN passage p ON p.terms @@ asked.query WHERE p.namespace = ?";
    private static final String EACH_THERE = """
            cardinality(t.positions)::float8 AS frequency
              FROM passage p CROSS JOIN LATERAL unnest(p.terms) t(lexeme, positions, weights)
              JOIN asked ON asked.term = t.lexeme
              WHERE p.namespace = ? AND p.terms @@ ?::tsquery""";
    /// The weights of terms as one value in the order of the question: looked up, not joined. Nothing is sorted: the
    /// terms of a passage come in the order in which they were found, which is the same for equal passages.
    private static final String SCORED = """
             AND p.id NOT IN (SELECT id FROM expired)),
            sums AS MATERIALIZED (
              SELECT (n.passages - gone.passages)::float8 AS passages, (n.terms - gone.terms)::float8 AS terms
              FROM namespace n, (SELECT coalesce(sum(passages), 0) AS passages, coalesce(sum(terms), 0) AS terms
                FROM expired) gone
              WHERE n.name = ?),
            telling AS MATERIALIZED (
              SELECT array_agg(ln(1 + (sums.passages - counted.passages + 0.5::float8) / (counted.passages + 0.5::float8))
                  ORDER BY counted.turn) AS idf, min(sums.terms / nullif(sums.passages, 0)) AS length
              FROM sums, (SELECT asked.turn, count(found.turn) AS passages
                FROM asked LEFT JOIN found USING (turn) GROUP BY asked.turn) counted),
            scored AS MATERIALIZED (
              SELECT id, max(score) AS words FROM (
                SELECT found.id, sum(telling.idf[found.turn] * (found.frequency / (found.frequency + 1.2::float8
                    * (0.25::float8 + 0.75::float8 * found.length / telling.length)))) AS score
                FROM found, telling GROUP BY found.id, found.place) passages
              GROUP BY id)""";

    private final Namespace namespace;
    private final SearchRequest request;
    private final Ranking ranking;
    private final List<String> terms;
    private final Instant now;
    private final Engine engine;
    /// So many memories that a filter accepts in a large namespace are found faster one by one than by the index
    /// among the others.
    private final int few;

    SearchStatement(Engine engine, Namespace namespace, SearchRequest request, Ranking ranking, Instant now) {
        this.engine = engine;
        this.namespace = namespace;
        this.request = request;
        this.ranking = ranking;
        this.now = now;
        this.few = engine.exactUpTo() / 2;
        this.terms =
                ranking.byWords() ? engine.words().queryTerms(request.text().orElse("")) : List.of();
    }

    private boolean byWords() {
        return ranking.byWords() && !terms.isEmpty();
    }

    private boolean byCloseness() {
        return ranking.byCloseness() && request.embedding().isPresent();
    }

    /// The statement; its rows are candidates, as [CandidateRow] reads them.
    Query query() {
        Query query = Query.of(
                "WITH expired AS MATERIALIZED (SELECT m.id, m.passages, m.terms FROM memory m"
                        + " WHERE m.namespace = ? AND m.expires_at <= ?)",
                namespace.value(),
                now);
        if (byWords()) {
            words(query);
        }
        if (byCloseness()) {
            closeness(query, request.embedding().orElseThrow());
        }
        pool(query);
        candidates(query);
        return query;
    }

    private void words(Query query) {
        String mark = Words.mark(namespace);
        query.add(
                ASKED,
                terms.stream().map(term -> mark + term).toList(),
                terms.stream().map(term -> Words.query(mark, List.of(term))).toList());
        if (terms.size() <= FEW_TERMS) {
            query.add(EACH_ASKED, namespace.value());
        } else {
            query.add(EACH_THERE, namespace.value(), Words.query(mark, terms));
        }
        query.add(SCORED, namespace.value());
        query.add(", by_words AS MATERIALIZED (SELECT scored.id FROM scored");
        if (filtered()) {
            query.add(" JOIN memory m ON m.namespace = ? AND m.id = scored.id AND ", namespace.value())
                    .add(filter());
        }
        query.add(" ORDER BY scored.words DESC, scored.id LIMIT ?)", ranking.seeds());
    }

    private boolean filtered() {
        return !(request.filter() instanceof Filter.Everything);
    }

    private Query filter() {
        return FilterSql.of(request.filter());
    }

    /// The closest by the index, if the namespace is large and the filter accepts more than a few. Else, or
    /// if the index gives too few, all that the filter accepts are compared.
    ///
    /// The planner takes what an index gives for sorted by distance, which a graph that goes on is not: it
    /// sorts by a sum, whose order it does not know.
    private void closeness(Query query, Embedding asked) {
        VectorIndex index = engine.dimension().index();
        boolean indexed = index != VectorIndex.NONE && !request.exact();
        query.add(", question AS MATERIALIZED (SELECT ?::real[]::vector AS vector)", Vectors.compared(asked));
        if (indexed) {
            if (filtered()) {
                query.add(", few AS MATERIALIZED (SELECT m.id FROM memory m WHERE ")
                        .add(MemoryRow.live(namespace, now))
                        .add(" AND ")
                        .add(filter())
                        .add(" LIMIT " + (few + 1) + ")");
            }
            approximate(query, index, asked.dimension());
        }
        compared(query, indexed);
        query.add(", by_closeness AS MATERIALIZED (SELECT id FROM compared");
        if (indexed) {
            query.add(
                    " UNION ALL (SELECT id FROM approximate WHERE (SELECT count(*) FROM approximate) >= ?"
                            + " ORDER BY distance + 0::float8, id LIMIT ?)",
                    ranking.seeds(),
                    ranking.seeds());
        }
        query.add(")");
    }

    private void approximate(Query query, VectorIndex index, int dimension) {
        int taken = index == VectorIndex.HNSW_BINARY
                ? Math.max(OVERSAMPLED_MIN, ranking.seeds() * OVERSAMPLING)
                : Math.max(TAKEN_MIN, ranking.seeds());
        query.add(", approximate AS MATERIALIZED (SELECT e.id, e.vector <=> " + QUESTION + " AS distance");
        embedded(query);
        if (filtered()) {
            query.add(" AND (SELECT count(*) FROM few) > " + few);
        }
        query.add(
                        " AND (SELECT n.embedded FROM namespace n WHERE n.name = ?) > ?",
                        namespace.value(),
                        engine.exactUpTo())
                .add(" ORDER BY " + index.distance(dimension, QUESTION) + " LIMIT ?)", taken);
    }

    /// The sums keep the planner from the index.
    private void compared(Query query, boolean indexed) {
        query.add(", compared AS MATERIALIZED (");
        if (indexed && filtered()) {
            query.add("(SELECT e.id FROM few JOIN embedding e ON e.namespace = ? AND e.id = few.id", namespace.value())
                    .add(" WHERE (SELECT count(*) FROM few) <= " + few)
                    .add(" ORDER BY (e.vector <=> " + QUESTION + ") + 0::float8, e.id LIMIT ?)", ranking.seeds())
                    .add(" UNION ALL ");
        }
        query.add("(SELECT e.id");
        embedded(query);
        if (indexed) {
            query.add(" AND (SELECT count(*) FROM approximate) < ?", ranking.seeds());
        }
        if (indexed && filtered()) {
            query.add(" AND (SELECT count(*) FROM few) > " + few);
        }
        query.add(" ORDER BY (e.vector <=> " + QUESTION + ") + 0::float8, e.id LIMIT ?))", ranking.seeds());
    }

    private Query embedded(Query query) {
        query.add(" FROM embedding e");
        if (filtered()) {
            query.add(" JOIN memory m ON m.namespace = e.namespace AND m.id = e.id");
        }
        query.add(" WHERE e.namespace = ? AND e.id NOT IN (SELECT id FROM expired)", namespace.value());
        return filtered()
                ? query.add(" AND m.namespace = ? AND ", namespace.value()).add(filter())
                : query;
    }

    private void pool(Query query) {
        query.add(", seeds AS MATERIALIZED (");
        if (byWords() && byCloseness()) {
            query.add("SELECT id FROM by_words UNION SELECT id FROM by_closeness)");
        } else if (byWords()) {
            query.add("SELECT id FROM by_words)");
        } else {
            query.add(byCloseness() ? "SELECT id FROM by_closeness)" : "SELECT id FROM expired WHERE false)");
        }
        query.add(", gathered AS MATERIALIZED (SELECT id FROM seeds");
        if (ranking.withNeighbours()) {
            query.add(
                    " UNION SELECT turn.id FROM seeds JOIN memory o ON o.namespace = ? AND o.id = seeds.id"
                            + " CROSS JOIN LATERAL ((",
                    namespace.value());
            query.add(turn("<", "DESC"))
                    .add(") UNION ALL (")
                    .add(turn(">", "ASC"))
                    .add(")) turn");
            if (filtered()) {
                query.add(" JOIN memory m ON m.namespace = ? AND m.id = turn.id AND ", namespace.value())
                        .add(filter());
            }
        }
        rest(query.add(")"));
    }

    /// More memories, if there are too few. The planner knows how many there can be: from a limit that it has to guess
    /// it would expect a tenth of the namespace, and read whole tables to join them with that.
    private void rest(Query query) {
        query.add(", rest AS MATERIALIZED (SELECT id FROM (SELECT m.id, row_number() OVER (ORDER BY m.id) AS place"
                        + " FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND m.id NOT IN (SELECT id FROM gathered) AND (SELECT count(*) FROM gathered) < "
                        + request.limit() + " AND ")
                .add(filter())
                .add(" ORDER BY m.id LIMIT " + request.limit() + ") more WHERE place <= " + request.limit()
                        + " - (SELECT count(*) FROM gathered))")
                .add(", pool AS MATERIALIZED (SELECT id FROM gathered UNION ALL SELECT id FROM rest)");
    }

    /// The live memory next to `o` in its session.
    private Query turn(String before, String order) {
        return Query.of("SELECT m.id, m.words, m.asks FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND m.session = o.session AND (m.sequence, m.id) " + before + " (o.sequence, o.id)")
                .add(" ORDER BY m.sequence " + order + ", m.id " + order + " LIMIT 1");
    }

    /// Looked up one by one: the planner would rather read all of a table with some thousands of rows than find
    /// some hundreds in it, which takes a tenth of the time.
    private void candidates(Query query) {
        query.add(" SELECT " + CandidateRow.columns());
        relevance(query, "e", "scored", "o", "");
        if (ranking.withNeighbours()) {
            query.add(", before.id IS NOT NULL AS has_before");
            relevance(query, "be", "before_scored", "before", "before_");
        }
        query.add(" FROM pool CROSS JOIN LATERAL (")
                .add(row("memory", "pool.id"))
                .add(") o");
        query.add(" LEFT JOIN LATERAL (").add(row("access", "pool.id")).add(") a ON true");
        joins(query, "e", "scored", "pool.id");
        if (ranking.withNeighbours()) {
            query.add(" LEFT JOIN LATERAL (").add(turn("<", "DESC")).add(") before ON true");
            joins(query, "be", "before_scored", "before.id");
        }
    }

    private Query row(String table, String id) {
        return Query.of(
                "SELECT t.* FROM " + table + " t WHERE t.namespace = ? AND t.id = " + id + " LIMIT 1",
                namespace.value());
    }

    private void relevance(Query query, String embedding, String scored, String memory, String prefix) {
        query.add(byWords() ? ", coalesce(" + scored + ".words, 0)" : ", 0::float8")
                .add(" AS " + prefix + "bm25");
        query.add(byCloseness() ? ", 1 - (" + embedding + ".vector <=> " + QUESTION + ")" : ", NULL::float8");
        query.add(" AS " + prefix + "cosine, " + memory + ".words AS " + prefix + "words, " + memory + ".asks AS "
                + prefix + "asks");
    }

    private void joins(Query query, String embedding, String scored, String id) {
        if (byCloseness()) {
            query.add(" LEFT JOIN LATERAL (").add(row("embedding", id)).add(") " + embedding + " ON true");
        }
        if (byWords()) {
            query.add(" LEFT JOIN scored " + (scored.equals("scored") ? "" : scored) + " ON " + scored + ".id = " + id);
        }
    }

    /// The way taken, for the plan.
    String strategy() {
        String closeness = request.exact() ? "all vectors" : "vectors";
        if (byCloseness() && byWords()) {
            return closeness + "+words";
        }
        return byCloseness() ? closeness : byWords() ? "words" : "by id";
    }
}
