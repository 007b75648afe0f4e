package io.jamey.ranking;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A memory that a search may return, with everything ranking reads. [Ranking] says which memories are
/// candidates.
///
/// @param previous the relevance of the live memory just before this one in its session, in order of sequence,
///     then of id. It is not returned by being named here, so the search's filter does not apply to it
/// @param importance 0 to 1
public record Candidate(
        UUID id,
        Relevance relevance,
        Optional<Relevance> previous,
        Optional<String> session,
        Optional<String> actor,
        Instant createdAt,
        Instant lastAccessed,
        double importance) {

    public Candidate {
        if (!(importance >= 0 && importance <= 1)) {
            throw new IllegalArgumentException("importance must be between 0 and 1, not " + importance);
        }
    }
}
