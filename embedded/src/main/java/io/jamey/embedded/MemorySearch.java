package io.jamey.embedded;

import io.jamey.Match;
import io.jamey.Namespace;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.StoredMemory;
import io.jamey.layers.SearchPlans;
import io.jamey.ranking.Ranked;
import io.jamey.ranking.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Search: the index finds candidates, ranking orders them, the file gives the few that are returned.
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
        return search(namespace, request, true);
    }

    /// Does all that a search does, except that nothing counts as used by it.
    void rehearse(Namespace namespace, SearchRequest request) {
        search(namespace, request, false);
    }

    private SearchResult search(Namespace namespace, SearchRequest request, boolean uses) {
        long start = System.nanoTime();
        request.embedding().ifPresent(engine.dimension()::check);
        try (Residents.Lease lease = engine.lease(namespace)) {
            NamespaceIndex index = lease.index();
            Instant now = engine.clock().instant();
            index.expire(now);
            return index.read(() -> {
                Ranking ranking = Ranking.of(request, now);
                BitSet accepted = reader.accepted(namespace, index.slots(), request.filter());
                while (true) {
                    var pool = new CandidatePool(engine, namespace, index, request, ranking);
                    List<Ranked> best = ranking.rank(pool.candidates(pool.gather(accepted)));
                    int[] wanted = best.stream()
                            .mapToInt(ranked ->
                                    index.slots().find(ranked.candidate().id()))
                            .toArray();
                    List<StoredMemory> found = MemoryReader.accepted(
                            rows(namespace, index.slots(), wanted, request, now), request.filter());
                    if (found.size() == wanted.length) {
                        var plan = new SearchPlan(
                                pool.strategy(), pool.counts(), Duration.ofNanos(System.nanoTime() - start));
                        if (uses) {
                            touch(index.slots(), wanted, found, now);
                            plans.found(plan);
                        }
                        return result(best, found, request.explain() ? Optional.of(plan) : Optional.empty());
                    }
                    MemoryReader.clearMissing(accepted, index.slots(), wanted, found);
                }
            });
        }
    }

    private List<StoredMemory> rows(
            Namespace namespace, Slots slots, int[] wanted, SearchRequest request, Instant now) {
        long[] rids = new long[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            rids[i] = slots.rid(wanted[i]);
        }
        return engine.records().readLoosely(snapshot -> snapshot.rows(namespace, rids, request.embeddings(), now));
    }

    private void touch(Slots slots, int[] wanted, List<StoredMemory> found, Instant now) {
        for (int slot : wanted) {
            slots.touch(slot, now);
        }
        engine.records().touch(found.stream().mapToLong(StoredMemory::rid).toArray(), now);
    }

    private static SearchResult result(List<Ranked> best, List<StoredMemory> found, Optional<SearchPlan> plan) {
        var matches = new ArrayList<Match>(best.size());
        for (int i = 0; i < best.size(); i++) {
            matches.add(new Match(
                    found.get(i).memory(),
                    best.get(i).score(),
                    plan.isPresent() ? best.get(i).shares() : Map.of()));
        }
        return new SearchResult(matches, plan);
    }
}
