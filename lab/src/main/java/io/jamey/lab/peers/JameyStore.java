package io.jamey.lab.peers;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.embedded.EmbeddedMemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Jamey's embedded store, whole: records in a file, durable writes, ranking by closeness alone as the peers do.
final class JameyStore implements Peer {
    private static final int BATCH = 1000;
    private static final Namespace NAMESPACE = Namespace.of("peers");

    private final Corpus corpus;
    private final EmbeddedMemoryStore store;

    JameyStore(Corpus corpus, Path folder) {
        this.corpus = corpus;
        store = EmbeddedMemoryStore.open(folder.resolve("jamey.db"));
    }

    @Override
    public String name() {
        return "Jamey embedded";
    }

    @Override
    public Kind kind() {
        return Kind.STORE;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public int[] efforts() {
        return new int[] {Corpus.TOP};
    }

    private NewMemory memory(int row) {
        return corpus.record(row).withEmbedding(Embedding.owning(corpus.vector(row)));
    }

    @Override
    public void load(int rows) {
        for (int from = 0; from < rows; from += BATCH) {
            store.storeAll(
                    NAMESPACE,
                    IntStream.range(from, Math.min(rows, from + BATCH))
                            .mapToObj(this::memory)
                            .toList());
        }
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) {
        var request = SearchRequest.of(Embedding.of(question))
                .limit(Corpus.TOP)
                .filter(only == null ? Filter.everything() : only.filter())
                .weights(Weights.CLOSENESS_ONLY)
                .build();
        return store.search(NAMESPACE, request).matches().stream()
                .mapToInt(match -> corpus.row(match.memory().id()))
                .toArray();
    }

    @Override
    public void insert(int row) {
        store.storeAll(NAMESPACE, List.of(memory(row)));
    }

    @Override
    public void delete(int row) {
        store.delete(NAMESPACE, corpus.id(row));
    }

    @Override
    public void show() {
        // Visible when the call returns.
    }

    @Override
    public long diskBytes() {
        return store.status().bytesTotal();
    }

    @Override
    public void close() {
        store.close();
    }
}
