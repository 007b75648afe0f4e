package io.jamey.embedded.words;

/// The scores of a few thousand passages in a row, small enough for the processor's first cache, with a bit for
/// each that has one. Terms are added one after the other, so each score sums up in the order of the question.
final class ScoreWindow {
    private static final int PASSAGES = 2_048;

    private final double[] scores;
    private final long[] scored;
    private int start;

    /// A window for an index of `passages`.
    ScoreWindow(int passages) {
        int words = Math.ceilDiv(Math.min(passages, PASSAGES), Long.SIZE);
        scores = new double[words * Long.SIZE];
        scored = new long[words];
    }

    /// Moves the empty window so that it has `passage` in it.
    void moveTo(int passage) {
        start = passage - passage % scores.length;
    }

    /// The passage after the last in the window.
    int end() {
        return start + scores.length;
    }

    void add(int passage, double score) {
        int i = passage - start;
        scores[i] += score;
        scored[i >>> 6] |= 1L << i;
    }

    /// Hands over all scores, in the order of passages, and empties the window.
    void drainTo(BestSlots best) {
        for (int word = 0; word < scored.length; word++) {
            for (long bits = scored[word]; bits != 0; bits &= bits - 1) {
                int i = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                best.offerPassage(start + i, scores[i]);
                scores[i] = 0;
            }
            scored[word] = 0;
        }
    }
}
