package io.jamey.embedded.words;

import java.util.function.IntBinaryOperator;

/// The best `k` slots seen so far: a binary heap with the worst of them on top, to be thrown out first.
///
/// Passages come in ascending order, so those of a slot come one after the other, and the best of them counts.
final class BestSlots {
    private final Passages passages;
    private final long[] accept;
    private final IntBinaryOperator tieOrder;
    private final int[] slots;
    private final double[] scores;
    private int size;
    /// The slot whose passages are coming, and its best so far.
    private int currentSlot = Passages.NO_SLOT;

    private double currentScore;

    BestSlots(int k, Passages passages, long[] accept, IntBinaryOperator tieOrder) {
        this.passages = passages;
        this.accept = accept;
        this.tieOrder = tieOrder;
        slots = new int[Math.min(k, passages.live())];
        scores = new double[slots.length];
    }

    /// Considers a passage that may be dead, or of a slot that is not accepted.
    void offerPassage(int passage, double score) {
        if (size == slots.length && (size == 0 || score < scores[0])) {
            return;
        }
        int slot = passages.slot(passage);
        if (slot == currentSlot) {
            currentScore = Math.max(currentScore, score);
        } else if (slot != Passages.NO_SLOT && Postings.accepts(accept, slot)) {
            offer();
            currentSlot = slot;
            currentScore = score;
        }
    }

    /// Considers a slot with the score of its best passage, after all passages.
    void offerSlot(int slot, double score) {
        currentSlot = slot;
        currentScore = score;
        offer();
    }

    /// The slots, best first. Ends the collection.
    WordHits hits(long visited) {
        offer();
        int[] bestSlots = new int[size];
        double[] bestScores = new double[size];
        while (size > 0) {
            int last = --size;
            bestSlots[last] = slots[0];
            bestScores[last] = scores[0];
            sink(slots[last], scores[last]);
        }
        return new WordHits(bestSlots, bestScores, visited);
    }

    private void offer() {
        if (currentSlot == Passages.NO_SLOT) {
            return;
        }
        if (size < slots.length) {
            rise(currentSlot, currentScore);
        } else if (worse(slots[0], scores[0], currentSlot, currentScore)) {
            sink(currentSlot, currentScore);
        }
        currentSlot = Passages.NO_SLOT;
    }

    private boolean worse(int slot, double score, int thanSlot, double thanScore) {
        return score < thanScore || (score == thanScore && tieOrder.applyAsInt(slot, thanSlot) > 0);
    }

    /// Adds a leaf and lets it rise.
    private void rise(int slot, double score) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(slot, score, slots[parent], scores[parent])) {
                break;
            }
            slots[at] = slots[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        slots[at] = slot;
        scores[at] = score;
    }

    /// Puts an entry in the place of the top and lets it sink.
    private void sink(int slot, double score) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && worse(slots[child + 1], scores[child + 1], slots[child], scores[child])) {
                child++;
            }
            if (!worse(slots[child], scores[child], slot, score)) {
                break;
            }
            slots[at] = slots[child];
            scores[at] = scores[child];
            at = child;
            child = 2 * at + 1;
        }
        slots[at] = slot;
        scores[at] = score;
    }
}
