package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.VectorSource;
import java.util.Arrays;

/// The embeddings themselves by slot, from the cache or the file. For use inside [NamespaceIndex#read].
record StoredVectors(Engine engine, Namespace namespace, Slots slots) implements VectorSource {
    /// Not into the cache: whoever reads all slots would push out what searches need.
    @Override
    public void read(int[] wanted, Each each) {
        int[] missing = new int[wanted.length];
        int missed = 0;
        for (int i = 0; i < wanted.length; i++) {
            float[] cached = engine.vectors().find(slots.rid(wanted[i]));
            if (cached == null) {
                missing[missed++] = i;
            } else {
                each.accept(i, cached);
            }
        }
        if (missed > 0) {
            int[] places = Arrays.copyOf(missing, missed);
            long[] rids = Arrays.stream(places)
                    .mapToLong(place -> slots.rid(wanted[place]))
                    .toArray();
            engine.records().readLoosely(snapshot -> {
                snapshot.embeddings(namespace, rids, (i, vector) -> each.accept(places[i], vector));
                return rids;
            });
        }
    }

    /// Brings the embeddings of some slots into the cache, those that are not there.
    void cache(int fromSlot, int toSlot) {
        long[] missing = slots.embedded().get(fromSlot, toSlot).stream()
                .mapToLong(slot -> slots.rid(fromSlot + slot))
                .filter(rid -> engine.vectors().find(rid) == null)
                .toArray();
        engine.records().readLoosely(snapshot -> {
            snapshot.embeddings(
                    namespace, missing, (i, vector) -> engine.vectors().put(missing[i], vector));
            return missing;
        });
    }

    /// Scores slots against a query of the store's dimension. For one search on one thread.
    ExactScorer scorer(float[] query) {
        var cosine = new Cosine(query);
        return (wanted, count, cosines) -> {
            int[] missing = new int[count];
            int missed = 0;
            for (int i = 0; i < count; i++) {
                float[] vector = engine.vectors().find(slots.rid(wanted[i]));
                if (vector == null) {
                    missing[missed++] = i;
                } else {
                    cosines[i] = cosine.to(vector);
                }
            }
            if (missed > 0) {
                score(cosine, wanted, Arrays.copyOf(missing, missed), cosines);
            }
        };
    }

    private void score(Cosine cosine, int[] wanted, int[] missing, double[] cosines) {
        long[] rids = new long[missing.length];
        for (int i = 0; i < missing.length; i++) {
            rids[i] = slots.rid(wanted[missing[i]]);
            cosines[missing[i]] = Double.NaN;
        }
        engine.records().readLoosely(snapshot -> {
            snapshot.embeddings(namespace, rids, (i, vector) -> {
                cosines[missing[i]] = cosine.to(vector);
                engine.vectors().put(rids[i], vector);
            });
            return cosines;
        });
    }
}
