package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.Hits;
import io.jamey.embedded.vectors.Recentred;
import io.jamey.embedded.vectors.VectorCodes;
import io.jamey.embedded.vectors.VectorSearch;
import io.jamey.embedded.vectors.VectorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Jamey's vector index alone, with the vectors themselves in memory to check the best by.
final class JameyIndex implements Peer {
    private final Corpus corpus;
    private final VectorCodes codes;
    private final List<float[]> vectors = new ArrayList<>();
    private final BitSet live = new BitSet();
    private final Map<Share, long[]> shares = new EnumMap<>(Share.class);
    private long[] accept = {};

    JameyIndex(Corpus corpus) {
        this.corpus = corpus;
        codes = new VectorCodes(corpus.dimension());
    }

    @Override
    public String name() {
        return "Jamey index";
    }

    @Override
    public Kind kind() {
        return Kind.INDEX;
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public int[] efforts() {
        return new int[] {Corpus.TOP};
    }

    @Override
    public void load(int rows) {
        for (int row = 0; row < rows; row++) {
            put(row);
        }
        for (int chunk : codes.stale()) {
            Recentred recentred = codes.recentre(chunk, this::read).orElseThrow();
            while (recentred.advance()) {
                // There is more.
            }
            codes.install(recentred);
        }
        accept = live.toLongArray();
        for (Share share : Share.values()) {
            BitSet picked = new BitSet();
            IntStream.range(0, rows).filter(share::has).forEach(picked::set);
            shares.put(share, picked.toLongArray());
        }
    }

    private void read(int[] slots, VectorSource.Each each) {
        for (int place = 0; place < slots.length; place++) {
            each.accept(place, vectors.get(slots[place]));
        }
    }

    private void put(int row) {
        float[] vector = corpus.vector(row);
        vectors.add(vector);
        codes.put(row, vector);
        live.set(row);
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) {
        long[] accepted = only == null ? accept : shares.getOrDefault(only, accept);
        var cosine = new Cosine(question);
        ExactScorer scorer = (slots, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                cosines[i] = cosine.to(vectors.get(slots[i]));
            }
        };
        Hits hits = codes.search(question, accepted, new VectorSearch(effort, false, Integer::compare, scorer));
        return IntStream.range(0, hits.size()).map(hits::slot).toArray();
    }

    @Override
    public void insert(int row) {
        put(row);
        set(row);
    }

    /// Slots are given in order, so that a word more is all it can need.
    private void set(int row) {
        if (row / Long.SIZE >= accept.length) {
            accept = Arrays.copyOf(accept, row / Long.SIZE + 1);
        }
        accept[row / Long.SIZE] |= 1L << row;
    }

    @Override
    public void delete(int row) {
        live.clear(row);
        accept[row / Long.SIZE] &= ~(1L << row);
    }

    @Override
    public void show() {
        // Visible when the call returns.
    }

    @Override
    public long diskBytes() {
        return 0;
    }

    @Override
    public void close() {
        vectors.clear();
    }
}
