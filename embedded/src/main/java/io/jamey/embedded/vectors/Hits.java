package io.jamey.embedded.vectors;

/// The slots closest to a query, best first, with the work it took to find them. Immutable.
public final class Hits {
    private final int[] slots;
    private final double[] cosines;
    private final Work work;

    /// Takes the arrays over, which are of equal length.
    Hits(int[] slots, double[] cosines, Work work) {
        this.slots = slots;
        this.cosines = cosines;
        this.work = work;
    }

    public int size() {
        return slots.length;
    }

    public int slot(int rank) {
        return slots[rank];
    }

    /// The exact cosine of the slot at this rank, in [-1, 1].
    public double cosine(int rank) {
        return cosines[rank];
    }

    /// What was done to find them.
    public Work work() {
        return work;
    }

    /// How many codes were estimated, in all rounds; 0 if all accepted slots were scored exactly.
    public int scanned() {
        return work.prefixes();
    }

    /// How many slots were scored exactly.
    public int rescored() {
        return work.vectors();
    }

    /// Whether the first estimates were too close to call, so that more slots were scored.
    public boolean widened() {
        return work.widened();
    }
}
