package io.jamey.layers;

import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.MemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Embeds a text as numbers that depend on nothing but the text, and tells what it was asked.
final class FakeEmbedder implements Embedder {
    static final int DIMENSION = 8;

    final List<List<String>> calls = new ArrayList<>();
    boolean fails;
    boolean closed;

    static Embedding of(String text) {
        var random = new Random(text.hashCode());
        var components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.owning(components);
    }

    @Override
    public String model() {
        return "fake";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public synchronized List<Embedding> embed(List<String> texts) {
        if (fails) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "no answer");
        }
        calls.add(List.copyOf(texts));
        return texts.stream().map(FakeEmbedder::of).toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
