package io.jamey.ranking;

import io.jamey.MemoryIds;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/// One search's ranking: which memories a store must look at, and which of them answer best. The package
/// description tells the recipe.
///
/// ```java
/// var ranking = Ranking.of(request, clock.instant());
/// List<Ranked> best = ranking.rank(candidates);
/// ```
///
/// **The pool.** Every store gathers the same candidates, so that the same search ranks alike everywhere. Each
/// is a live memory of the namespace that the filter accepts, and none comes twice:
///
/// 1. *seeds*: if [#byWords()], the best [#seeds()] with a BM25 value above 0; if [#byCloseness()], the best
///    [#seeds()] with an embedding; ties by id in [MemoryIds#ORDER];
/// 2. *neighbours*: if [#withNeighbours()], the live memories just before and just after each seed in its session,
///    in order of sequence, then of id; one that the filter refuses is not replaced by the next;
/// 3. *the rest*: if these are fewer than the request's limit, more memories in order of id, up to the limit.
///
/// Each candidate comes with its exact BM25 value and cosine, whichever list found it. So does the memory just
/// before it, even one that the filter refuses: a filter says what to return, not what was said before. What must
/// not be told from the score belongs in another namespace.
///
/// Immutable; safe for any number of threads.
public final class Ranking {
    /// Seeds per list for searches that return no more. Enough because neighbours are added: without them, far
    /// more seeds would be needed to reach answers that share no word with the question, and to show how
    /// relevance is spread.
    public static final int SEEDS = 100;
    /// Memories at most in a pool.
    public static final int POOL_MAX = Spread.VALUES_MAX;
    /// After this time without use a memory counts half for [Signal#RECENCY]: about the decay of 0.995 per hour
    /// of Park et al., Generative Agents (UIST 2023), section 4.1.
    public static final Duration RECENCY_HALF_LIFE = Duration.ofDays(7);

    private final SearchRequest request;
    private final Recipe recipe;

    private Ranking(SearchRequest request, Recipe recipe) {
        this.request = request;
        this.recipe = recipe;
    }

    /// The ranking of one search.
    ///
    /// @param now the instant from which [Signal#RECENCY] counts back
    public static Ranking of(SearchRequest request, Instant now) {
        return new Ranking(request, Recipe.of(request, now));
    }

    /// Whether BM25 finds seeds; if not, [Relevance#words()] is not read.
    public boolean byWords() {
        return recipe.findsByWords();
    }

    /// Whether cosines find seeds; if not, [Relevance#closeness()] is not read.
    public boolean byCloseness() {
        return recipe.findsByCloseness();
    }

    /// How many seeds each list gives: as many as the search returns and, unless the score is a raw value, at
    /// least [#SEEDS].
    public int seeds() {
        return recipe.isRaw() ? request.limit() : Math.max(SEEDS, request.limit());
    }

    /// Whether the turns around the seeds are candidates too, and [Candidate#previous()] is read.
    public boolean withNeighbours() {
        return recipe.takes(Signal.ANSWER) || recipe.takes(Signal.SESSION);
    }

    /// The candidates that answer best: at most the request's limit, none below its least score, best first,
    /// ties by id in [MemoryIds#ORDER]. The order of the pool does not matter.
    ///
    /// Costs time linear in the pool.
    ///
    /// @throws IllegalArgumentException for more than [#POOL_MAX] candidates
    public List<Ranked> rank(Collection<Candidate> pool) {
        if (pool.size() > POOL_MAX) {
            throw new IllegalArgumentException("at most " + POOL_MAX + " candidates can be ranked, not " + pool.size());
        }
        var candidates = pool.toArray(Candidate[]::new);
        var fusion = new Fusion(candidates, recipe);
        var best = new PriorityQueue<Place>(Place.BEST_FIRST.reversed());
        double least = request.minScore().orElse(Double.NEGATIVE_INFINITY);
        for (int i = 0; i < candidates.length; i++) {
            double score = fusion.score(i);
            if (score >= least) {
                best.add(new Place(i, candidates[i].id(), score));
                if (best.size() > request.limit()) {
                    best.remove();
                    least = best.element().score;
                }
            }
        }
        return best.stream()
                .sorted(Place.BEST_FIRST)
                .map(place -> new Ranked(candidates[place.index], place.score, fusion.shares(place.index)))
                .toList();
    }

    private record Place(int index, UUID id, double score) {
        static final Comparator<Place> BEST_FIRST = (a, b) -> {
            int byScore = Double.compare(b.score, a.score);
            return byScore != 0 ? byScore : MemoryIds.ORDER.compare(a.id, b.id);
        };
    }
}
