package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.Hits;
import io.jamey.embedded.vectors.VectorSearch;
import io.jamey.embedded.vectors.Work;
import io.jamey.embedded.words.WordHits;
import io.jamey.ranking.Candidate;
import io.jamey.ranking.Ranking;
import io.jamey.ranking.Relevance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Gathers the memories of one namespace that ranking looks at, as [Ranking] asks: the best by words and by
/// closeness, the turns around them, and more if the request wants more. For one search on one thread, inside
/// [NamespaceIndex#read].
final class CandidatePool {
    private final NamespaceIndex index;
    private final Slots slots;
    private final SearchRequest request;
    private final Ranking ranking;
    private final List<String> terms;
    private final float[] query;
    private final ExactScorer scorer;

    /// Cosines known so far, by slot.
    private final Map<Integer, Double> cosines = new HashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /// What the search by closeness did, once it has been.
    private @Nullable Work work;

    CandidatePool(Engine engine, Namespace namespace, NamespaceIndex index, SearchRequest request, Ranking ranking) {
        this.index = index;
        this.slots = index.slots();
        this.request = request;
        this.ranking = ranking;
        this.terms = request.text().map(engine.words()::queryTerms).orElse(List.of());
        this.query = request.embedding().map(embedding -> embedding.toArray()).orElse(new float[0]);
        // Without an embedding nothing is compared.
        this.scorer = query.length == 0 ? (_, _, _) -> {} : new StoredVectors(engine, namespace, slots).scorer(query);
    }

    /// The slots of all candidates, of those that `accepted` names.
    BitSet gather(BitSet accepted) {
        counts.put("accepted", (long) accepted.cardinality());
        BitSet pool = seeds(accepted);
        if (ranking.withNeighbours()) {
            ((BitSet) pool.clone()).stream().forEach(seed -> {
                addIfAccepted(slots.previousTurn(seed), accepted, pool);
                addIfAccepted(slots.nextTurn(seed), accepted, pool);
            });
        }
        fillUp(pool, accepted);
        counts.put("pool", (long) pool.cardinality());
        return pool;
    }

    private BitSet seeds(BitSet accepted) {
        var seeds = new BitSet();
        if (ranking.byCloseness() && index.codes().isPresent()) {
            var withVector = (BitSet) accepted.clone();
            withVector.and(slots.embedded());
            var search = new VectorSearch(ranking.seeds(), request.exact(), slots::compare, scorer);
            Hits hits = index.codes().get().search(query, withVector.toLongArray(), search);
            for (int rank = 0; rank < hits.size(); rank++) {
                seeds.set(hits.slot(rank));
                cosines.put(hits.slot(rank), hits.cosine(rank));
            }
            work = hits.work();
            counts.put("prefixes_scanned", (long) work.prefixes());
            counts.put("codes_scanned", (long) work.codes());
            counts.put("vectors_compared", (long) work.vectors());
            counts.put("search_threads", (long) work.threads());
        }
        if (ranking.byWords()) {
            WordHits hits = index.postings().search(terms, accepted.toLongArray(), ranking.seeds());
            for (int rank = 0; rank < hits.size(); rank++) {
                seeds.set(hits.slot(rank));
            }
            counts.put("postings_visited", hits.visited());
        }
        return seeds;
    }

    private static void addIfAccepted(int slot, BitSet accepted, BitSet pool) {
        if (slot != Slots.NONE && accepted.get(slot)) {
            pool.set(slot);
        }
    }

    /// As many as the request wants, for want of a better reason by id.
    private void fillUp(BitSet pool, BitSet accepted) {
        int missing = request.limit() - pool.cardinality();
        if (missing <= 0) {
            return;
        }
        var first = new PriorityQueue<Integer>((a, b) -> slots.compare(b, a));
        for (int slot = accepted.nextSetBit(0); slot >= 0; slot = accepted.nextSetBit(slot + 1)) {
            if (!pool.get(slot)) {
                first.add(slot);
                if (first.size() > missing) {
                    first.poll();
                }
            }
        }
        first.forEach(pool::set);
    }

    /// What ranking reads of the pool's memories.
    List<Candidate> candidates(BitSet pool) {
        var read = (BitSet) pool.clone();
        if (ranking.withNeighbours()) {
            pool.stream()
                    .map(slots::previousTurn)
                    .filter(slot -> slot != Slots.NONE)
                    .forEach(read::set);
        }
        Map<Integer, Relevance> relevance = relevance(read.stream().toArray());
        var candidates = new ArrayList<Candidate>();
        pool.stream().forEach(slot -> candidates.add(candidate(slot, relevance)));
        return Collections.unmodifiableList(candidates);
    }

    private Candidate candidate(int slot, Map<Integer, Relevance> relevance) {
        return new Candidate(
                slots.id(slot),
                Objects.requireNonNull(relevance.get(slot)),
                Optional.ofNullable(relevance.get(slots.previousTurn(slot))),
                slots.session(slot),
                slots.actor(slot),
                slots.createdAt(slot),
                slots.lastAccessed(slot),
                slots.importance(slot));
    }

    private Map<Integer, Relevance> relevance(int[] all) {
        compareMissing(all);
        double[] words = ranking.byWords() ? index.postings().scores(terms, all) : new double[all.length];
        var relevance = new HashMap<Integer, Relevance>();
        for (int i = 0; i < all.length; i++) {
            Double cosine = cosines.get(all[i]);
            relevance.put(
                    all[i],
                    new Relevance(
                            words[i],
                            cosine == null ? OptionalDouble.empty() : OptionalDouble.of(cosine),
                            slots.traits(all[i])));
        }
        return relevance;
    }

    /// Compares the embeddings that the search by closeness has not.
    private void compareMissing(int[] all) {
        if (!ranking.byCloseness()) {
            return;
        }
        int[] missing = Arrays.stream(all)
                .filter(slot -> slots.embedded().get(slot) && !cosines.containsKey(slot))
                .toArray();
        double[] found = new double[missing.length];
        scorer.score(missing, missing.length, found);
        for (int i = 0; i < missing.length; i++) {
            if (!Double.isNaN(found[i])) {
                cosines.put(missing[i], found[i]);
            }
        }
        counts.merge("vectors_compared", (long) missing.length, Long::sum);
    }

    /// Counted work so far, for the plan.
    Map<String, Long> counts() {
        return counts;
    }

    /// The way taken, for the plan.
    String strategy() {
        String closeness = work == null ? "vectors" : work.plan();
        if (ranking.byCloseness() && ranking.byWords()) {
            return closeness + "+words";
        }
        return ranking.byCloseness() ? closeness : ranking.byWords() ? "words" : "by id";
    }
}
