package io.jamey.testkit;

import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Search by brute force over the memories of one namespace. Returns all in order of id until ranking is wired in.
final class ReferenceSearch {
    private final List<Memory> memories;

    ReferenceSearch(List<Memory> memories, Instant now) {
        this.memories = memories;
    }

    SearchResult search(SearchRequest request) {
        return new SearchResult(
                memories.stream()
                        .filter(request.filter()::accepts)
                        .map(m -> new Match(m, 0, Map.of()))
                        .sorted(Comparator.comparing(m -> m.memory().id(), MemoryIds.ORDER))
                        .limit(request.limit())
                        .toList(),
                Optional.empty());
    }
}
