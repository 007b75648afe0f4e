package io.jamey.testkit;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.jamey.Limits;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.ranking.Candidate;
import io.jamey.ranking.Ranking;
import io.jamey.ranking.Relevance;
import io.jamey.ranking.TextTraits;
import io.jamey.words.AnalyzedText;
import io.jamey.words.Bm25;
import io.jamey.words.WordStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/// One search over the memories of one namespace, by brute force: every text and every embedding is compared,
/// and [Ranking] says the rest.
final class ReferenceSearch {
    private static final Comparator<Memory> BY_ID = Comparator.comparing(Memory::id, MemoryIds.ORDER);
    private static final Comparator<Memory> IN_SESSION = Comparator.<Memory>comparingLong(
                    memory -> memory.sequence().orElseThrow())
            .thenComparing(BY_ID);

    private final List<Memory> memories;
    private final SearchRequest request;
    private final Ranking ranking;
    private final Instant now;
    private final Map<UUID, Relevance> relevances;

    /// Compares at once.
    ///
    /// @param memories all live memories of the namespace
    ReferenceSearch(List<Memory> memories, SearchRequest request, ReferenceWords analysis, Instant now) {
        this.memories = memories;
        this.request = request;
        this.now = now;
        this.ranking = Ranking.of(request, now);
        Map<UUID, Double> words = ranking.byWords() ? words(analysis) : Map.of();
        this.relevances = memories.stream()
                .collect(toMap(
                        Memory::id,
                        memory -> new Relevance(
                                words.getOrDefault(memory.id(), 0.0),
                                closeness(memory),
                                TextTraits.of(memory.content()))));
    }

    private Map<UUID, Double> words(ReferenceWords analysis) {
        List<String> question = analysis.question(request.text().orElse(""));
        Map<UUID, AnalyzedText> texts =
                memories.stream().collect(toMap(Memory::id, memory -> analysis.content(memory.content())));
        var statistics = WordStatistics.of(texts.values());
        return memories.stream()
                .collect(toMap(
                        Memory::id,
                        memory -> Bm25.score(question, requireNonNull(texts.get(memory.id())), statistics)));
    }

    private OptionalDouble closeness(Memory memory) {
        return request.embedding().isPresent() && memory.embedding().isPresent()
                ? OptionalDouble.of(
                        request.embedding().get().cosine(memory.embedding().get()))
                : OptionalDouble.empty();
    }

    SearchResult result() {
        List<Match> matches = rankedPool().stream().limit(request.limit()).toList();
        Optional<SearchPlan> plan = request.explain()
                ? Optional.of(new SearchPlan(
                        "brute force",
                        Map.of("scanned", (long) memories.size(), "ranked", (long) pool().size()),
                        Duration.ZERO))
                : Optional.empty();
        return new SearchResult(matches, plan);
    }

    /// The candidates of this search, best first, not only as many as it asks for.
    List<Match> rankedPool() {
        Map<UUID, Memory> byId = memories.stream().collect(toMap(Memory::id, memory -> memory));
        return Ranking.of(withoutLimit(), now)
                .rank(pool().stream().map(this::candidate).toList())
                .stream()
                .map(ranked -> new Match(
                        returned(requireNonNull(byId.get(ranked.candidate().id()))),
                        ranked.score(),
                        request.explain() ? ranked.shares() : Map.of()))
                .toList();
    }

    private SearchRequest withoutLimit() {
        return new SearchRequest(
                request.text(),
                request.embedding(),
                Limits.RESULTS,
                request.filter(),
                request.weights(),
                request.minScore(),
                request.exact(),
                request.explain(),
                request.embeddings());
    }

    private Memory returned(Memory memory) {
        return request.embeddings() ? memory : memory.withEmbedding(Optional.empty());
    }

    /// The rule that [Ranking] states.
    private Set<Memory> pool() {
        List<Memory> accepted = memories.stream()
                .filter(request.filter()::accepts)
                .sorted(BY_ID)
                .toList();
        var seeds = new LinkedHashSet<Memory>();
        if (ranking.byWords()) {
            seeds.addAll(best(accepted, memory -> relevance(memory).words(), 0));
        }
        if (ranking.byCloseness()) {
            seeds.addAll(best(accepted, memory -> relevance(memory).closeness().orElse(-2), -2));
        }
        var pool = new LinkedHashSet<>(seeds);
        if (ranking.withNeighbours()) {
            for (Memory seed : seeds) {
                before(seed).filter(request.filter()::accepts).ifPresent(pool::add);
                after(seed).filter(request.filter()::accepts).ifPresent(pool::add);
            }
        }
        for (Memory memory : accepted) {
            if (pool.size() < request.limit()) {
                pool.add(memory);
            }
        }
        return pool;
    }

    private List<Memory> best(List<Memory> accepted, ToDoubleFunction<Memory> value, double above) {
        return accepted.stream()
                .filter(memory -> value.applyAsDouble(memory) > above)
                .sorted(Comparator.comparingDouble(value).reversed().thenComparing(BY_ID))
                .limit(ranking.seeds())
                .toList();
    }

    private Optional<Memory> before(Memory memory) {
        return sessionOf(memory).stream()
                .filter(other -> IN_SESSION.compare(other, memory) < 0)
                .max(IN_SESSION);
    }

    private Optional<Memory> after(Memory memory) {
        return sessionOf(memory).stream()
                .filter(other -> IN_SESSION.compare(other, memory) > 0)
                .min(IN_SESSION);
    }

    private List<Memory> sessionOf(Memory memory) {
        return memory.session().isEmpty()
                ? List.of()
                : memories.stream()
                        .filter(other -> other.session().equals(memory.session()))
                        .toList();
    }

    private Candidate candidate(Memory memory) {
        return new Candidate(
                memory.id(),
                relevance(memory),
                before(memory).map(this::relevance),
                memory.session(),
                memory.actor(),
                memory.createdAt(),
                memory.lastAccessed(),
                memory.importance());
    }

    private Relevance relevance(Memory memory) {
        return requireNonNull(relevances.get(memory.id()));
    }
}
