package io.jamey;

import java.util.List;
import java.util.Optional;

/// What a search found, best first.
///
/// @param plan how it was found; present when the request asked to explain
public record SearchResult(List<Match> matches, Optional<SearchPlan> plan) {
    public SearchResult {
        matches = List.copyOf(matches);
    }
}
