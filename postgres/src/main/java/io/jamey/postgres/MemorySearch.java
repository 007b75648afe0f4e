package io.jamey.postgres;

import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.SearchPlans;
import io.jamey.ranking.Ranked;
import io.jamey.ranking.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Search: one statement gathers the candidates, ranking orders them. What is returned came with them, but
/// for embeddings and long contents, which a second statement reads.
final class MemorySearch {
    private final Engine engine;
    private final MemoryReader reader;
    private volatile SearchPlans plans = new SearchPlans();

    MemorySearch(Engine engine, MemoryReader reader) {
        this.engine = engine;
        this.reader = reader;
    }

    /// Tells the plans of all searches from now on.
    void tellPlans(SearchPlans listener) {
        plans = listener;
    }

    SearchResult search(Namespace namespace, SearchRequest request) {
        long start = System.nanoTime();
        engine.dimension().check(request.embedding());
        engine.writeAccessFor(request.filter());
        while (true) {
            Instant now = engine.now();
            Ranking ranking = Ranking.of(request, now);
            var statement = new SearchStatement(engine, namespace, request, ranking, now);
            Map<UUID, CandidateRow> pool = gather(namespace, statement, ranking.withNeighbours());
            List<Ranked> best = ranking.rank(
                    pool.values().stream().map(CandidateRow::candidate).toList());
            Optional<Map<UUID, Memory>> memories = complete(namespace, request, best, pool, now);
            if (memories.isPresent()) {
                engine.access().touch(namespace, memories.get().keySet(), now);
                var plan = new SearchPlan(
                        statement.strategy(),
                        Map.of("pool", (long) pool.size()),
                        Duration.ofNanos(System.nanoTime() - start));
                plans.found(plan);
                return result(best, memories.get(), request.explain() ? Optional.of(plan) : Optional.empty());
            }
        }
    }

    private Map<UUID, CandidateRow> gather(Namespace namespace, SearchStatement statement, boolean withBefore) {
        Query query = statement.query();
        return engine
                .database()
                .call(
                        engine.database().patience().search(),
                        session -> session.rows(
                                query, row -> CandidateRow.read(namespace, row, engine.access(), withBefore)))
                .stream()
                .collect(Collectors.toMap(row -> row.memory().id(), Function.identity()));
    }

    /// The memories to be returned, read to the end; nothing if one of them has gone meanwhile.
    private Optional<Map<UUID, Memory>> complete(
            Namespace namespace, SearchRequest request, List<Ranked> best, Map<UUID, CandidateRow> pool, Instant now) {
        var memories = new HashMap<UUID, Memory>();
        var missing = new ArrayList<UUID>();
        for (Ranked ranked : best) {
            CandidateRow row =
                    Objects.requireNonNull(pool.get(ranked.candidate().id()));
            memories.put(row.memory().id(), row.memory());
            if (!row.complete() || request.embeddings()) {
                missing.add(row.memory().id());
            }
        }
        if (!missing.isEmpty()) {
            Map<UUID, Memory> read = reader.byId(namespace, missing, request.embeddings(), now);
            if (read.size() < missing.size()) {
                return Optional.empty();
            }
            memories.putAll(read);
        }
        return Optional.of(memories);
    }

    private static SearchResult result(List<Ranked> best, Map<UUID, Memory> memories, Optional<SearchPlan> plan) {
        return new SearchResult(
                best.stream()
                        .map(ranked -> new Match(
                                Objects.requireNonNull(
                                        memories.get(ranked.candidate().id())),
                                ranked.score(),
                                plan.isPresent() ? ranked.shares() : Map.of()))
                        .toList(),
                plan);
    }
}
