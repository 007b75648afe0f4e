package io.jamey.words;

import java.util.Collection;
import java.util.LinkedHashSet;

/// BM25: how relevant a text is to a question by the words they share.
///
/// Each distinct term of the question that occurs in a passage adds `idf * tf / (tf + k1 * (1 - b + b * length
/// / averageLength))` with `idf = ln(1 + (N - df + 0.5) / (df + 0.5))`, where `N` counts passages, `df` those
/// with the term, and `tf` its occurrences in this one. A text is as relevant as its best passage; 0 means that
/// they share no word.
///
/// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.
/// As in Lucene's `BM25Similarity`, 1 is added inside the logarithm, so that no term counts against a text, and
/// the constant factor `k1 + 1` is left out. Unlike Lucene, lengths are exact, and repeating a word in the
/// question adds nothing.
///
/// Terms add up in the order of the question. Whoever computes scores in another way must keep to that order to
/// get the same bits.
public final class Bm25 {
    /// How soon more occurrences of a term stop to matter.
    public static final double K1 = 1.2;
    /// How much the length of a passage matters, from 0 to 1.
    public static final double B = 0.75;

    private Bm25() {}

    /// How much a term says that occurs in `documentFrequency` of `passages`.
    public static double idf(long passages, long documentFrequency) {
        return Math.log(1 + (passages - documentFrequency + 0.5) / (documentFrequency + 0.5));
    }

    /// What the length of a passage does to all its terms: 1.2 at the average, more in a longer one.
    public static double lengthNorm(int length, double averageLength) {
        return K1 * (1 - B + B * length / averageLength);
    }

    /// What one term adds to the score of a passage in which it occurs `frequency` times.
    public static double termScore(double idf, int frequency, double lengthNorm) {
        return idf * (frequency / (frequency + lengthNorm));
    }

    /// The relevance of `text` within the collection that `statistics` describes, for reference and for small
    /// collections.
    public static double score(Collection<String> queryTerms, AnalyzedText text, WordStatistics statistics) {
        var distinct = new LinkedHashSet<>(queryTerms);
        double best = 0;
        for (Passage passage : text.passages()) {
            double norm = lengthNorm(passage.length(), statistics.averageLength());
            double score = 0;
            for (String term : distinct) {
                Integer frequency = passage.frequencies().get(term);
                if (frequency != null) {
                    double idf = idf(statistics.passages(), statistics.documentFrequency(term));
                    score += termScore(idf, frequency, norm);
                }
            }
            best = Math.max(best, score);
        }
        return best;
    }
}
