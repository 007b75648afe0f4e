package io.jamey.embedded.words;

import java.util.stream.IntStream;

/// Scores slots one by one from the terms of their passages, for when few slots are asked about.
final class SlotScorer {
    private final Passages passages;
    private final QueryTerms query;
    private final TermReader reader;
    /// The terms of the question in ascending order, and which of the question each is.
    private final int[] sorted;

    private final int[] places;
    /// By place in the question: how often the passage has it.
    private final int[] frequencies;

    private long visited;

    SlotScorer(InvertedIndex index, QueryTerms query) {
        passages = index.passages();
        this.query = query;
        reader = passages.terms();
        places = IntStream.range(0, query.size())
                .boxed()
                .sorted((a, b) -> Integer.compare(query.term(a), query.term(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        sorted = IntStream.of(places).map(query::term).toArray();
        frequencies = new int[places.length];
    }

    /// The score of a slot's best passage; 0 if no words are shared, or there is no such slot.
    double score(int slot) {
        double best = 0;
        int end = passages.end(slot);
        for (int passage = passages.first(slot); passage < end; passage++) {
            best = Math.max(best, scorePassage(passage));
        }
        return best;
    }

    /// How many terms of passages were looked at.
    long visited() {
        return visited;
    }

    private double scorePassage(int passage) {
        visited += reader.open(passage);
        int i = 0;
        boolean shared = false;
        while (reader.next()) {
            while (i < sorted.length && sorted[i] < reader.term()) {
                i++;
            }
            if (i == sorted.length) {
                break;
            }
            if (sorted[i] == reader.term()) {
                frequencies[places[i]] = reader.frequency();
                shared = true;
            }
        }
        return shared ? sum(passage) : 0;
    }

    /// Adds up in the order of the question, and forgets the frequencies.
    private double sum(int passage) {
        double score = 0;
        for (int place = 0; place < frequencies.length; place++) {
            if (frequencies[place] > 0) {
                score += query.termScore(place, passage, frequencies[place]);
                frequencies[place] = 0;
            }
        }
        return score;
    }
}
