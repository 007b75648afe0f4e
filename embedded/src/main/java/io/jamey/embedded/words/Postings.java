package io.jamey.embedded.words;

import io.jamey.words.AnalyzedText;
import io.jamey.words.Bm25;
import io.jamey.words.WordStatistics;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;

/// The words of one namespace: an inverted index over slots, numbers from 0 that the caller gives to memories.
///
/// Not safe for concurrent writing: any number of threads may search at the same time, but `add`, `remove` and
/// `read` need the namespace to themselves. The caller holds a read/write lock.
public final class Postings {
    private final IntBinaryOperator tieOrder;
    private final TreeMap<Integer, AnalyzedText> texts = new TreeMap<>();

    /// @param tieOrder compares two slots of equal score as a comparator does: below zero if the first goes first
    public Postings(IntBinaryOperator tieOrder) {
        this.tieOrder = tieOrder;
    }

    /// Makes the text of a slot searchable at once.
    ///
    /// @throws IllegalArgumentException if the slot is negative or has a text already
    public void add(int slot, AnalyzedText text) {
        if (slot < 0 || texts.containsKey(slot)) {
            throw new IllegalArgumentException("slot " + slot + " is negative or taken");
        }
        texts.put(slot, text);
    }

    /// Forgets the text of a slot, as if it had never been. A slot without text is left alone.
    public void remove(int slot) {
        texts.remove(slot);
    }

    /// The terms of a slot; empty when it has none.
    public AnalyzedText text(int slot) {
        return texts.getOrDefault(slot, AnalyzedText.EMPTY);
    }

    /// The best `k` slots, or all that share a word with the question when they are fewer. Exact.
    ///
    /// @param accept the slots to choose from: bit `slot % 64` of `accept[slot / 64]`; slots beyond it are not
    public WordHits search(List<String> queryTerms, long[] accept, int k) {
        WordStatistics statistics = WordStatistics.of(texts.values());
        record Hit(int slot, double score) {}
        List<Hit> hits = texts.entrySet().stream()
                .filter(e -> e.getKey() / 64 < accept.length && (accept[e.getKey() / 64] >>> e.getKey() & 1) != 0)
                .map(e -> new Hit(e.getKey(), Bm25.score(queryTerms, e.getValue(), statistics)))
                .filter(hit -> hit.score() > 0)
                .sorted((a, b) -> a.score() == b.score()
                        ? tieOrder.applyAsInt(a.slot(), b.slot())
                        : Double.compare(b.score(), a.score()))
                .limit(k)
                .toList();
        return new WordHits(
                hits.stream().mapToInt(Hit::slot).toArray(),
                hits.stream().mapToDouble(Hit::score).toArray(),
                texts.size());
    }

    /// The BM25 of given slots, in their order, the same bits as from a search; 0 where no word is shared.
    public double[] scores(List<String> queryTerms, int[] slots) {
        WordStatistics statistics = WordStatistics.of(texts.values());
        double[] scores = new double[slots.length];
        for (int i = 0; i < slots.length; i++) {
            scores[i] = Bm25.score(queryTerms, text(slots[i]), statistics);
        }
        return scores;
    }

    /// The terms of the slots from `fromSlot` up to, not including, `toSlot`, as [#read] takes them back.
    public byte[] write(int fromSlot, int toSlot) {
        return new byte[0];
    }

    /// Adds the slots of a chunk that `accept` names (bits as in [#search]); the others may be gone by now.
    ///
    /// @throws IllegalArgumentException if the bytes are not such a chunk, or another version's; nothing is added.
    ///     A checksum is the caller's, and what it lets pass is believed
    public void read(byte[] chunk, long[] accept) {}

    /// Passages held: the `N` of BM25.
    public long passages() {
        return WordStatistics.of(texts.values()).passages();
    }

    /// Bytes of memory held.
    public long bytes() {
        return 0;
    }
}
