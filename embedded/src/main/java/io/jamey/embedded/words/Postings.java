package io.jamey.embedded.words;

import io.jamey.MemoryException;
import io.jamey.words.AnalyzedText;
import java.util.List;
import java.util.function.IntBinaryOperator;

/// The words of one namespace: which slots have which terms, and the best of them for a question by
/// [BM25][io.jamey.words.Bm25].
///
/// Slots 0, 1, 2 ... are assigned by the caller; a slot may have no text. Scores are exact: the same bits as
/// the formula gives over the texts that are there now, whatever was removed before. What is added is found at
/// once.
///
/// **Threads.** The caller guards an index with a read-write lock: methods marked *read lock* may run together,
/// methods marked *write lock* run alone.
///
/// **Cost.** A search looks at each posting (a term in a passage) of the question's terms once, or at the terms
/// of the accepted slots when these are fewer. Removing leaves dead postings behind; once they outnumber the
/// living, the removal that tips the balance rebuilds the index, in time proportional to its size.
public final class Postings {
    /// Bytes that each of the index's three byte arrays may have and still take another text.
    private static final int POOL_BYTES = Integer.MAX_VALUE - (64 << 20);
    /// Dead passages that are never worth a rebuild.
    private static final int DEAD_LEAST = 1_024;
    /// How many postings could be read in the time it takes to score a slot by its own terms.
    private static final int POSTINGS_PER_SLOT = 16;

    private final IntBinaryOperator tieOrder;
    private final int poolBytes;
    private InvertedIndex index = new InvertedIndex();

    /// @param tieOrder compares two slots of equal score as a comparator does: below zero if the first goes
    ///     first
    public Postings(IntBinaryOperator tieOrder) {
        this(tieOrder, POOL_BYTES);
    }

    Postings(IntBinaryOperator tieOrder, int poolBytes) {
        this.tieOrder = tieOrder;
        this.poolBytes = poolBytes;
    }

    /// Gives a slot its text. *Write lock.*
    ///
    /// @throws IllegalArgumentException if the slot is negative or has a text already
    /// @throws MemoryException FULL if the namespace holds as many words as fit, some tens of millions of
    ///     memories
    public void add(int slot, AnalyzedText text) {
        if (slot < 0 || index.passages().has(slot)) {
            throw new IllegalArgumentException("slot " + slot + " is " + (slot < 0 ? "negative" : "taken"));
        }
        checkRoom();
        index.add(slot, text);
    }

    /// Forgets the text of a slot, as if it had never been. A slot without text is left alone. *Write lock.*
    public void remove(int slot) {
        index.remove(slot);
        Passages passages = index.passages();
        if (passages.size() - passages.live() > Math.max(DEAD_LEAST, passages.live())) {
            index = index.compacted();
        }
    }

    /// The text of a slot, its terms in no particular order; empty when there is none. For adding it to another
    /// index without analysing it again. *Read lock.*
    public AnalyzedText text(int slot) {
        return index.text(slot);
    }

    /// The best `k` slots, or all that share a word with the question when they are fewer. *Read lock.*
    ///
    /// @param queryTerms as the analyzer gave them; a term counts once, however often it is repeated
    /// @param accept the slots to choose from: bit `slot % 64` of `accept[slot / 64]`, 0 beyond the end; not
    ///     changed
    /// @param k at least 1
    public WordHits search(List<String> queryTerms, long[] accept, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be 1 or more, not " + k);
        }
        var query = new QueryTerms(queryTerms, index);
        var best = new BestSlots(k, index.passages(), accept, tieOrder);
        long accepted = 0;
        for (long bits : accept) {
            accepted += Long.bitCount(bits);
        }
        return accepted * POSTINGS_PER_SLOT < query.postings()
                ? searchSlots(query, accept, best)
                : searchPostings(query, best);
    }

    /// The scores of given slots, in their order: the same bits as from a search; 0 where no word is shared.
    /// *Read lock.*
    public double[] scores(List<String> queryTerms, int[] slots) {
        var scorer = new SlotScorer(index, new QueryTerms(queryTerms, index));
        double[] scores = new double[slots.length];
        for (int i = 0; i < slots.length; i++) {
            scores[i] = scorer.score(slots[i]);
        }
        return scores;
    }

    /// The texts of the slots from `fromSlot` up to, not including, `toSlot`, as [#read] takes them back. *Read
    /// lock.*
    public byte[] write(int fromSlot, int toSlot) {
        return new ChunkWriter(index).write(fromSlot, toSlot);
    }

    /// Adds the texts of a chunk whose slots are accepted (bits as in [#search]); the others may be gone by
    /// now. *Write lock.*
    ///
    /// @throws IllegalArgumentException if the bytes are not such a chunk, or another version's, or a slot is
    ///     taken; nothing is changed. A checksum is the caller's, and what it lets pass is believed.
    /// @throws MemoryException FULL as in [#add]
    public void read(byte[] chunk, long[] accept) {
        var reader = new ChunkReader(chunk);
        if (reader.meets(index, accept)) {
            throw new IllegalArgumentException("the chunk has a slot that is taken");
        }
        checkRoom();
        reader.addTo(index, accept);
    }

    /// How many passages there are, the `N` of BM25. *Read lock.*
    public long passages() {
        return index.passages().live();
    }

    /// Terms per passage; 0 without passages. *Read lock.*
    public double averageLength() {
        return index.passages().averageLength();
    }

    /// In how many passages a term occurs. *Read lock.*
    public long documentFrequency(String term) {
        int number = index.terms().find(term);
        return number < 0 ? 0 : index.lists().count(number);
    }

    /// Makes room for so many slots at once. *Write lock.*
    public void reserve(int slots) {
        index.passages().reserve(slots);
    }

    /// Gives back the memory that is there to grow into; growing takes it again. *Write lock.*
    public void trim() {
        index.trim();
    }

    /// Bytes of memory held, dead postings and room to grow included. *Read lock.*
    public long bytes() {
        return index.bytes();
    }

    static boolean accepts(long[] accept, int slot) {
        return slot >>> 6 < accept.length && (accept[slot >>> 6] >>> slot & 1) != 0;
    }

    private WordHits searchPostings(QueryTerms query, BestSlots best) {
        var cursors = new PostingCursor[query.size()];
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = index.lists().cursor(query.term(i));
        }
        var window = new ScoreWindow(index.passages().size());
        long visited = 0;
        for (int next = nextPassage(cursors); next != PostingCursor.END; next = nextPassage(cursors)) {
            window.moveTo(next);
            for (int i = 0; i < cursors.length; i++) {
                visited += cursors[i].scoreInto(window, query, i);
            }
            window.drainTo(best);
        }
        return best.hits(visited);
    }

    private static int nextPassage(PostingCursor[] cursors) {
        int next = PostingCursor.END;
        for (PostingCursor cursor : cursors) {
            next = Math.min(next, cursor.passage());
        }
        return next;
    }

    private WordHits searchSlots(QueryTerms query, long[] accept, BestSlots best) {
        var scorer = new SlotScorer(index, query);
        for (int word = 0; word < accept.length; word++) {
            for (long bits = accept[word]; bits != 0; bits &= bits - 1) {
                int slot = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                double score = scorer.score(slot);
                if (score > 0) {
                    best.offerSlot(slot, score);
                }
            }
        }
        return best.hits(scorer.visited());
    }

    private void checkRoom() {
        if (index.largestPool() > poolBytes) {
            throw new MemoryException(
                    MemoryException.Kind.FULL, "the namespace holds as many words as fit; delete memories");
        }
    }
}
