package io.jamey.embedded.words;

import io.jamey.words.AnalyzedText;
import io.jamey.words.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Terms, the passages that have them, and the terms that passages have, kept in step.
final class InvertedIndex {
    private final Terms terms = new Terms();
    private final PostingLists lists = new PostingLists();
    private final Passages passages = new Passages();

    Terms terms() {
        return terms;
    }

    PostingLists lists() {
        return lists;
    }

    Passages passages() {
        return passages;
    }

    void add(int slot, AnalyzedText text) {
        for (Passage passage : text.passages()) {
            var entries = new long[passage.frequencies().size()];
            int count = 0;
            for (Map.Entry<String, Integer> entry : passage.frequencies().entrySet()) {
                entries[count++] = entry(terms.number(entry.getKey()), entry.getValue());
            }
            add(slot, entries);
        }
    }

    void remove(int slot) {
        TermReader reader = passages.terms();
        int end = passages.end(slot);
        for (int passage = passages.first(slot); passage < end; passage++) {
            reader.open(passage);
            while (reader.next()) {
                lists.forget(reader.term());
            }
        }
        passages.remove(slot);
    }

    AnalyzedText text(int slot) {
        List<Passage> found = new ArrayList<>();
        TermReader reader = passages.terms();
        int end = passages.end(slot);
        for (int passage = passages.first(slot); passage < end; passage++) {
            var frequencies = new LinkedHashMap<String, Integer>();
            reader.open(passage);
            while (reader.next()) {
                frequencies.put(terms.term(reader.term()), reader.frequency());
            }
            found.add(new Passage(frequencies));
        }
        return new AnalyzedText(found);
    }

    /// A copy without a trace of removed slots.
    InvertedIndex compacted() {
        var fresh = new InvertedIndex();
        int[] numbers = new int[terms.size()];
        Arrays.fill(numbers, -1);
        TermReader reader = passages.terms();
        for (int passage = 0; passage < passages.size(); passage++) {
            if (passages.slot(passage) == Passages.NO_SLOT) {
                continue;
            }
            var entries = new long[reader.open(passage)];
            int count = 0;
            while (reader.next()) {
                int term = reader.term();
                if (numbers[term] < 0) {
                    numbers[term] = fresh.terms.number(terms.term(term));
                }
                entries[count++] = entry(numbers[term], reader.frequency());
            }
            fresh.add(passages.slot(passage), entries);
        }
        return fresh;
    }

    /// Appends a passage to a slot, which must be a new one or that of the passage before.
    ///
    /// @param entries distinct terms by number and their frequencies, as [#entry] joins them; sorted here
    void add(int slot, long[] entries) {
        Arrays.sort(entries);
        int passage = passages.add(slot, entries);
        for (long entry : entries) {
            lists.add((int) (entry >>> 32), passage, (int) entry);
        }
    }

    static long entry(int term, int frequency) {
        return (long) term << 32 | frequency;
    }

    /// Bytes in the largest of the three arrays that grow with every text.
    int largestPool() {
        return Math.max(terms.textSize(), Math.max(lists.poolSize(), passages.forwardSize()));
    }

    /// Gives back room to grow.
    void trim() {
        terms.trim();
        lists.trim(terms.size());
        passages.trim();
    }

    long bytes() {
        return terms.bytes() + lists.bytes() + passages.bytes();
    }
}
