package io.jamey.embedded.words;

import io.jamey.words.AnalyzedText;
import io.jamey.words.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// BM25 as the formula says it, over all texts each time: what [Postings] must agree with to the last bit.
final class PlainBm25 {
    record Hit(int slot, double score) {}

    final TreeMap<Integer, AnalyzedText> texts = new TreeMap<>();

    List<Passage> passages() {
        return texts.values().stream().flatMap(text -> text.passages().stream()).toList();
    }

    double averageLength() {
        long length = 0;
        for (Passage passage : passages()) {
            length += passage.length();
        }
        return passages().isEmpty() ? 0 : (double) length / passages().size();
    }

    long documentFrequency(String term) {
        return passages().stream()
                .filter(passage -> passage.frequencies().containsKey(term))
                .count();
    }

    /// The score of each slot that shares a term, in the order of slots.
    List<Hit> scores(List<String> question) {
        double average = averageLength();
        int count = passages().size();
        List<String> terms = question.stream().distinct().toList();
        double[] idfs = terms.stream()
                .mapToLong(this::documentFrequency)
                .mapToDouble(df -> Math.log(1 + (count - df + 0.5) / (df + 0.5)))
                .toArray();
        var hits = new ArrayList<Hit>();
        texts.forEach((slot, text) -> {
            double best = 0;
            for (Passage passage : text.passages()) {
                double score = 0;
                for (int i = 0; i < idfs.length; i++) {
                    double tf = passage.frequencies().getOrDefault(terms.get(i), 0);
                    score += idfs[i] * (tf / (tf + 1.2 * (1 - 0.75 + 0.75 * passage.length() / average)));
                }
                best = Math.max(best, score);
            }
            if (best > 0) {
                hits.add(new Hit(slot, best));
            }
        });
        return hits;
    }

    List<Hit> search(List<String> question, long[] accept, int k, Comparator<Integer> tieOrder) {
        return scores(question).stream()
                .filter(hit -> hit.slot() / 64 < accept.length && (accept[hit.slot() / 64] >> hit.slot() % 64 & 1) == 1)
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::slot, tieOrder))
                .limit(k)
                .toList();
    }
}
