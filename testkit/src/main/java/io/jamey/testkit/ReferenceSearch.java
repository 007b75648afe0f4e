package io.jamey.testkit;

import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Search by brute force over the memories of one namespace. By closeness alone, until ranking is wired in.
final class ReferenceSearch {
    private static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(Match::score)
            .reversed()
            .thenComparing(match -> match.memory().id(), MemoryIds.ORDER);

    private final List<Memory> memories;

    ReferenceSearch(List<Memory> memories) {
        this.memories = memories;
    }

    SearchResult search(SearchRequest request) {
        return new SearchResult(
                memories.stream()
                        .filter(request.filter()::accepts)
                        .map(memory -> new Match(
                                request.embeddings() ? memory : memory.withEmbedding(Optional.empty()),
                                closeness(request, memory),
                                Map.of()))
                        .sorted(BEST_FIRST)
                        .limit(request.limit())
                        .toList(),
                Optional.empty());
    }

    private static double closeness(SearchRequest request, Memory memory) {
        return request.embedding()
                .flatMap(question -> memory.embedding().map(question::cosine))
                .orElse(-1.0);
    }
}
