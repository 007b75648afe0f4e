package io.jamey.embedded.vectors;

import java.util.function.IntBinaryOperator;

/// What a search asks for besides its query vector.
///
/// @param limit how many slots to return at most, 1 or more
/// @param exact whether to score every accepted slot exactly, without looking at codes
/// @param tieOrder compares two slots of equal cosine as a comparator does: below zero if the first goes first
/// @param scorer gives the exact cosines
public record VectorSearch(int limit, boolean exact, IntBinaryOperator tieOrder, ExactScorer scorer) {
    /// The most slots handed to the scorer in one call.
    public static final int BATCH = 1024;

    public VectorSearch {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, not " + limit);
        }
    }
}
