package io.jamey;

import java.util.Map;

/// A memory found by a search.
///
/// @param score higher is better; a cosine or a BM25 value when that signal alone counted, else comparable only
///     within the result
/// @param signals each signal's share of the score, summing to it; empty unless the request asked to explain
public record Match(Memory memory, double score, Map<Signal, Double> signals) {
    public Match {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score must be finite, not " + score);
        }
        signals = Map.copyOf(signals);
    }
}
