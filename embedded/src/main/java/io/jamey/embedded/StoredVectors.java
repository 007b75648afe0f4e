package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.VectorSource;

/// The embeddings themselves, read from the file by slot.
record StoredVectors(RecordFile records, Namespace namespace, Slots slots) implements VectorSource {
    /// Embeddings read into one buffer at a time.
    private static final int BATCH = 64;

    @Override
    public boolean read(int slot, float[] target) {
        long[] rid = {slots.rid(slot)};
        records.read(snapshot -> {
            snapshot.embeddings(namespace, rid, 1, target);
            return target;
        });
        for (float component : target) {
            if (component != 0) {
                return true;
            }
        }
        return false;
    }

    /// Scores slots against a query of the store's dimension. For one search on one thread.
    ExactScorer scorer(float[] query) {
        var cosine = new Cosine(query);
        float[] buffer = new float[BATCH * query.length];
        float[] vector = new float[query.length];
        long[] rids = new long[BATCH];
        return (wanted, count, cosines) -> records.read(snapshot -> {
            for (int from = 0; from < count; from += BATCH) {
                int size = Math.min(BATCH, count - from);
                for (int i = 0; i < size; i++) {
                    rids[i] = slots.rid(wanted[from + i]);
                }
                snapshot.embeddings(namespace, rids, size, buffer);
                for (int i = 0; i < size; i++) {
                    System.arraycopy(buffer, i * query.length, vector, 0, query.length);
                    // The zero vector, which stands for a missing one, has no cosine: NaN.
                    cosines[from + i] = cosine.to(vector);
                }
            }
            return cosines;
        });
    }
}
