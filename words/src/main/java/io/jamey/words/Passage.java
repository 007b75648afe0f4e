package io.jamey.words;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A stretch of text as its index terms: the unit that BM25 counts and scores, Robertson's "document".
///
/// @param frequencies each term and how often it occurs, at least once, in the order of first occurrence; not
///     empty
public record Passage(Map<String, Integer> frequencies) {
    public Passage {
        frequencies = Collections.unmodifiableMap(new LinkedHashMap<>(frequencies));
        if (frequencies.isEmpty()) {
            throw new IllegalArgumentException("a passage needs at least one term; leave out an empty one");
        }
        frequencies.forEach((term, frequency) -> {
            if (frequency < 1) {
                throw new IllegalArgumentException("the term " + term + " cannot occur " + frequency + " times");
            }
        });
    }

    /// How many terms the passage has, each counted as often as it occurs.
    public int length() {
        int length = 0;
        for (int frequency : frequencies.values()) {
            length = Math.addExact(length, frequency);
        }
        return length;
    }
}
