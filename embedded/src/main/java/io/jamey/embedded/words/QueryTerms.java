package io.jamey.embedded.words;

import io.jamey.words.Bm25;
import java.util.LinkedHashSet;
import java.util.List;

/// The terms of a question that the namespace knows, in the order of the question, with all that their scores
/// need worked out beforehand.
final class QueryTerms {
    private final Passages passages;
    private final int[] terms;
    private final double[] idfs;
    /// By length of passage: what [Bm25#lengthNorm] says, and `1 / (1 + norm)`, the most frequent division.
    private final double[] norms;

    private final double[] once;
    private long postings;

    QueryTerms(List<String> question, InvertedIndex index) {
        passages = index.passages();
        PostingLists lists = index.lists();
        terms = new LinkedHashSet<>(question)
                .stream()
                        .mapToInt(index.terms()::find)
                        .filter(term -> term >= 0 && lists.count(term) > 0)
                        .toArray();
        idfs = new double[terms.length];
        for (int i = 0; i < terms.length; i++) {
            int count = lists.count(terms[i]);
            idfs[i] = Bm25.idf(passages.live(), count);
            postings += count;
        }
        norms = new double[terms.length == 0 ? 0 : passages.longest() + 1];
        once = new double[norms.length];
        for (int length = 0; length < norms.length; length++) {
            norms[length] = Bm25.lengthNorm(length, passages.averageLength());
            once[length] = 1 / (1 + norms[length]);
        }
    }

    int size() {
        return terms.length;
    }

    int term(int i) {
        return terms[i];
    }

    /// Live postings of all terms together.
    long postings() {
        return postings;
    }

    /// The same bits as [Bm25#termScore] gives.
    double termScore(int i, int passage, int frequency) {
        int length = passages.length(passage);
        return frequency == 1 ? idfs[i] * once[length] : Bm25.termScore(idfs[i], frequency, norms[length]);
    }
}
