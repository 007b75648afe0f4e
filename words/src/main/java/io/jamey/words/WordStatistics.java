package io.jamey.words;

import java.util.HashMap;
import java.util.Map;

/// What BM25 must know of a collection: how many passages, how long on average, and how many have a term.
public final class WordStatistics {
    private final Map<String, Long> frequencies = new HashMap<>();
    private long passages;
    private long length;

    private WordStatistics() {}

    /// Counts all passages of `texts`.
    public static WordStatistics of(Iterable<AnalyzedText> texts) {
        var statistics = new WordStatistics();
        for (AnalyzedText text : texts) {
            text.passages().forEach(statistics::count);
        }
        return statistics;
    }

    private void count(Passage passage) {
        passages++;
        length += passage.length();
        passage.frequencies().keySet().forEach(term -> frequencies.merge(term, 1L, Long::sum));
    }

    public long passages() {
        return passages;
    }

    /// Terms per passage; 0 of an empty collection.
    public double averageLength() {
        return passages == 0 ? 0 : (double) length / passages;
    }

    /// In how many passages `term` occurs.
    public long documentFrequency(String term) {
        return frequencies.getOrDefault(term, 0L);
    }
}
