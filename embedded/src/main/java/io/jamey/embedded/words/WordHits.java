package io.jamey.embedded.words;

/// The slots that share words with a question, best first, and what finding them took.
public final class WordHits {
    private final int[] slots;
    private final double[] scores;
    private final long visited;

    WordHits(int[] slots, double[] scores, long visited) {
        this.slots = slots;
        this.scores = scores;
        this.visited = visited;
    }

    public int size() {
        return slots.length;
    }

    public int slot(int rank) {
        return slots[rank];
    }

    /// The BM25 of the slot at `rank`, above 0.
    public double score(int rank) {
        return scores[rank];
    }

    /// How many postings (a term in a passage) were looked at.
    public long visited() {
        return visited;
    }
}
