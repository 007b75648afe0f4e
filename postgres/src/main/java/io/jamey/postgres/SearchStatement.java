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
    /// So many memories that a filter accepts are compared faster than the index finds them among the others.
    private static final int FEW = 1_000;

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
    private static final String EACH_ASKED =
            TermFrequency.SQL + " AS frequency FROM passage p JOIN asked ON p.terms @@ asked.query ";
    private static final String EACH_THERE = """
            cardinality(t.positions)::float8 AS frequency
              FROM passage p CROSS JOIN LATERAL unnest(p.terms) t(lexeme, positions, weights)
              JOIN asked ON asked.term = t.lexeme\s""";
    private static final String SCORED = """
            WHERE p.namespace = ? AND p.terms @@ ?::tsquery AND p.id NOT IN (SELECT id FROM expired)),
            sums AS MATERIALIZED (
              SELECT (n.passages - gone.passages)::float8 AS passages, (n.terms - gone.terms)::float8 AS terms
              FROM namespace n, (SELECT coalesce(sum(passages), 0) AS passages, coalesce(sum(terms), 0) AS terms
                FROM expired) gone
              WHERE n.name = ?),
            telling AS MATERIALIZED (
              SELECT found.turn, ln(1 + (min(sums.passages) - count(*) + 0.5::float8) / (count(*) + 0.5::float8)) AS idf
              FROM found, sums GROUP BY found.turn),
            scored AS MATERIALIZED (
              SELECT id, max(score) AS words FROM (
                SELECT found.id, found.place, sum(telling.idf * (found.frequency / (found.frequency + 1.2::float8
                    * (0.25::float8 + 0.75::float8 * found.length / (sums.terms / sums.passages))))
                  ORDER BY found.turn) AS score
                FROM found JOIN telling USING (turn), sums GROUP BY found.id, found.place) passages
              GROUP BY id)""";

    private final Namespace namespace;
    private final SearchRequest request;
    private final Ranking ranking;
    private final List<String> terms;
    private final Instant now;
    private final Engine engine;

    SearchStatement(Engine engine, Namespace namespace, SearchRequest request, Ranking ranking, Instant now) {
        this.engine = engine;
        this.namespace = namespace;
        this.request = request;
        this.ranking = ranking;
        this.now = now;
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
                        terms.stream()
                                .map(term -> Words.query(mark, List.of(term)))
                                .toList())
                .add(terms.size() <= FEW_TERMS ? EACH_ASKED : EACH_THERE);
        query.add(SCORED, namespace.value(), Words.query(mark, terms), namespace.value());
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
                        .add(" LIMIT " + (FEW + 1) + ")");
            }
            approximate(query, index, asked.dimension());
        }
        compared(query, indexed);
        query.add(", by_closeness AS MATERIALIZED (SELECT id FROM compared");
        if (indexed) {
            query.add(
                    " UNION ALL (SELECT id FROM approximate WHERE (SELECT count(*) FROM approximate) >= ?"
                            + " ORDER BY distance, id LIMIT ?)",
                    ranking.seeds(),
                    ranking.seeds());
        }
        query.add(")");
    }

    private void approximate(Query query, VectorIndex index, int dimension) {
        int taken = index == VectorIndex.HNSW_BINARY
                ? Math.max(OVERSAMPLED_MIN, ranking.seeds() * OVERSAMPLING)
                : ranking.seeds();
        query.add(", approximate AS MATERIALIZED (SELECT e.id, e.vector <=> " + QUESTION + " AS distance");
        embedded(query);
        if (filtered()) {
            query.add(" AND (SELECT count(*) FROM few) > " + FEW);
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
                    .add(" WHERE (SELECT count(*) FROM few) <= " + FEW)
                    .add(" ORDER BY (e.vector <=> " + QUESTION + ") + 0::float8, e.id LIMIT ?)", ranking.seeds())
                    .add(" UNION ALL ");
        }
        query.add("(SELECT e.id");
        embedded(query);
        if (indexed) {
            query.add(" AND (SELECT count(*) FROM approximate) < ?", ranking.seeds());
        }
        if (indexed && filtered()) {
            query.add(" AND (SELECT count(*) FROM few) > " + FEW);
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
        query.add("), rest AS MATERIALIZED (SELECT m.id FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND m.id NOT IN (SELECT id FROM gathered) AND ")
                .add(filter())
                .add(" ORDER BY m.id LIMIT greatest(0, ? - (SELECT count(*) FROM gathered)))", (long) request.limit())
                .add(", pool AS MATERIALIZED (SELECT id FROM gathered UNION ALL SELECT id FROM rest)");
    }

    /// The live memory next to `o` in its session.
    private Query turn(String before, String order) {
        return Query.of("SELECT m.id, m.words, m.asks FROM memory m WHERE ")
                .add(MemoryRow.live(namespace, now))
                .add(" AND m.session = o.session AND (m.sequence, m.id) " + before + " (o.sequence, o.id)")
                .add(" ORDER BY m.sequence " + order + ", m.id " + order + " LIMIT 1");
    }

    private void candidates(Query query) {
        query.add(" SELECT " + CandidateRow.columns());
        relevance(query, "e", "scored", "o", "");
        if (ranking.withNeighbours()) {
            query.add(", before.id IS NOT NULL AS has_before");
            relevance(query, "be", "before_scored", "before", "before_");
        }
        query.add(" FROM pool JOIN memory o ON o.namespace = ? AND o.id = pool.id", namespace.value())
                .add(" LEFT JOIN access a ON a.namespace = ? AND a.id = pool.id", namespace.value());
        joins(query, "e", "scored", "pool.id");
        if (ranking.withNeighbours()) {
            query.add(" LEFT JOIN LATERAL (").add(turn("<", "DESC")).add(") before ON true");
            joins(query, "be", "before_scored", "before.id");
        }
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
            query.add(
                    " LEFT JOIN embedding " + embedding + " ON " + embedding + ".namespace = ? AND " + embedding
                            + ".id = " + id,
                    namespace.value());
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
