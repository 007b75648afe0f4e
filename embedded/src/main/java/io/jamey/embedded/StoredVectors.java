package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.Snapshot.EmbeddingVisitor;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.VectorSource;
import java.util.Arrays;

/// The embeddings themselves by slot, from the cache or the file. For use inside [NamespaceIndex#read].
record StoredVectors(Engine engine, Namespace namespace, Slots slots) implements VectorSource {
    /// Not into the cache: whoever reads all slots would push out what searches need.
    @Override
    public void read(int[] wanted, Each each) {
        int[] missing = visitCached(wanted, wanted.length, each);
        readFile(rids(wanted, missing), (i, vector) -> each.accept(missing[i], vector));
    }

    /// Brings the embeddings of some slots into the cache, those that are not there.
    void cache(int fromSlot, int toSlot) {
        int[] wanted = slots.embedded().get(fromSlot, toSlot).stream()
                .map(slot -> fromSlot + slot)
                .toArray();
        long[] rids = rids(wanted, visitCached(wanted, wanted.length, (_, _) -> {}));
        readFile(rids, (i, vector) -> engine.vectors().put(rids[i], vector));
    }

    /// Scores slots against a query of the store's dimension. For one search on one thread.
    ExactScorer scorer(float[] query) {
        var cosine = new Cosine(query);
        return (wanted, count, cosines) -> {
            Arrays.fill(cosines, 0, count, Double.NaN);
            int[] missing = visitCached(wanted, count, (i, vector) -> cosines[i] = cosine.to(vector));
            long[] rids = rids(wanted, missing);
            readFile(rids, (i, vector) -> {
                cosines[missing[i]] = cosine.to(vector);
                engine.vectors().put(rids[i], vector);
            });
        };
    }

    /// Shows those that are cached, and returns the places of the others.
    private int[] visitCached(int[] wanted, int count, Each each) {
        int[] missing = new int[count];
        int missed = 0;
        for (int i = 0; i < count; i++) {
            if (!engine.vectors().visit(slots.rid(wanted[i]), i, each)) {
                missing[missed++] = i;
            }
        }
        return Arrays.copyOf(missing, missed);
    }

    private long[] rids(int[] wanted, int[] places) {
        long[] rids = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            rids[i] = slots.rid(wanted[places[i]]);
        }
        return rids;
    }

    private void readFile(long[] rids, EmbeddingVisitor visitor) {
        if (rids.length > 0) {
            engine.records().readLoosely(snapshot -> {
                snapshot.embeddings(namespace, rids, visitor);
                return rids;
            });
        }
    }
}
