package io.jamey.words;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A stretch of text as its index terms: the unit that BM25 counts and scores, its "document".
///
/// @param frequencies each term and how often it occurs, at least once, in the order of first occurrence; not
///     empty, at most [#LENGTH] occurrences in all
public record Passage(Map<String, Integer> frequencies) {
    /// The most terms a passage may have, each counted as often as it occurs.
    public static final int LENGTH = 65_535;

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
        if (sum(frequencies) > LENGTH) {
            throw new IllegalArgumentException("a passage has at most " + LENGTH + " terms; split it");
        }
    }

    /// How many terms the passage has, each counted as often as it occurs.
    public int length() {
        return (int) sum(frequencies);
    }

    private static long sum(Map<String, Integer> frequencies) {
        long sum = 0;
        for (int frequency : frequencies.values()) {
            sum += frequency;
        }
        return sum;
    }
}
