package io.jamey.embedded.vectors;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// An index with its vectors beside it, in memory; ties go to the higher slot.
final class Shelf {
    private final VectorCodes codes;
    private final float[][] vectors;

    Shelf(VectorCodes codes, float[][] vectors) {
        this.codes = codes;
        this.vectors = vectors;
    }

    Shelf(int dimension, float[][] vectors) {
        this(new VectorCodes(dimension), vectors);
        for (int slot = 0; slot < vectors.length; slot++) {
            codes.put(slot, vectors[slot]);
        }
        recentre();
    }

    VectorCodes codes() {
        return codes;
    }

    float[][] vectors() {
        return vectors;
    }

    void put(int slot, float[] vector) {
        vectors[slot] = vector;
        codes.put(slot, vector);
    }

    void recentre() {
        for (int index : codes.stale()) {
            codes.install(recentred(index, this::read));
        }
    }

    /// A chunk coded anew to its end.
    Recentred recentred(int index, VectorSource source) {
        Recentred recentred = codes.recentre(index, source).orElseThrow();
        while (recentred.advance()) {
            // There is more.
        }
        return recentred;
    }

    void read(int[] slots, VectorSource.Each each) {
        for (int place = 0; place < slots.length; place++) {
            each.accept(place, vectors[slots[place]]);
        }
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, vectors.length);
        return all;
    }

    Hits search(float[] query, BitSet accept, int limit, boolean exact) {
        return codes.search(query, accept.toLongArray(), spec(query, limit, exact));
    }

    Hits search(float[] query, BitSet accept, int limit, SpareCores cores) {
        return codes.search(query, accept.toLongArray(), spec(query, limit, false), cores);
    }

    private VectorSearch spec(float[] query, int limit, boolean exact) {
        Cosine cosine = new Cosine(query);
        ExactScorer scorer = (slots, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                cosines[i] = cosine.to(vectors[slots[i]]);
            }
        };
        return new VectorSearch(limit, exact, (a, b) -> Integer.compare(b, a), scorer);
    }

    /// The mean share of the ten closest that are found.
    double recall(float[][] queries, BitSet accept) {
        double found = 0;
        double wanted = 0;
        for (float[] query : queries) {
            Set<Integer> closest = slots(search(query, accept, 10, true));
            wanted += closest.size();
            closest.retainAll(slots(search(query, accept, 10, false)));
            found += closest.size();
        }
        return found / wanted;
    }

    private static Set<Integer> slots(Hits hits) {
        Set<Integer> slots = new HashSet<>();
        for (int rank = 0; rank < hits.size(); rank++) {
            slots.add(hits.slot(rank));
        }
        return slots;
    }
}
