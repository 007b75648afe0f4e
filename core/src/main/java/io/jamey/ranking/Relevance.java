package io.jamey.ranking;

import java.util.OptionalDouble;

/// What one memory's text has to do with the question, as a store measured it: exact values, not estimates.
///
/// @param words the BM25 value, 0 to [#WORDS_MAX]; 0 when no word of the question occurs, or none was asked for
/// @param closeness the cosine of the embeddings, in [-1, 1]; absent for a memory or a search without embedding
/// @param text of the memory
public record Relevance(double words, OptionalDouble closeness, TextTraits text) {
    /// More than any BM25 value: a question has a thousand distinct terms at most.
    public static final double WORDS_MAX = 1e9;
    /// How far a cosine computed in single precision may lie outside its range.
    private static final double ROUNDING = 1e-3;

    public Relevance {
        if (!(words >= 0 && words <= WORDS_MAX)) {
            throw new IllegalArgumentException("a BM25 value must be between 0 and 1e9, not " + words);
        }
        if (closeness.isPresent()) {
            double cosine = closeness.getAsDouble();
            if (!(Math.abs(cosine) <= 1 + ROUNDING)) {
                throw new IllegalArgumentException("a cosine must be between -1 and 1, not " + cosine);
            }
            if (Math.abs(cosine) > 1) {
                closeness = OptionalDouble.of(Math.signum(cosine));
            }
        }
    }
}
