package io.jamey.lab.peers;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.jamey.bench.data.SampleMemories.Share;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// LangChain4j's default store: a list in memory, looked through from end to end.
final class LangChainMemory implements Peer {
    private final Corpus corpus;
    private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

    LangChainMemory(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public String name() {
        return "LangChain4j in-memory";
    }

    @Override
    public Kind kind() {
        return Kind.STORE;
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
        List<Integer> all = IntStream.range(0, rows).boxed().toList();
        store.addAll(
                all.stream().map(String::valueOf).toList(),
                all.stream().map(row -> Embedding.from(corpus.vector(row))).toList(),
                all.stream().map(this::segment).toList());
    }

    private TextSegment segment(int row) {
        Map<String, Integer> shares = Map.of(
                key(Share.HUNDREDTH), bit(Share.HUNDREDTH, row),
                key(Share.TENTH), bit(Share.TENTH, row),
                key(Share.HALF), bit(Share.HALF, row));
        return TextSegment.from(corpus.record(row).content(), Metadata.from(shares));
    }

    private static int bit(Share share, int row) {
        return share.has(row) ? 1 : 0;
    }

    private static String key(Share share) {
        return share.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) {
        var request = EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(question))
                .maxResults(Corpus.TOP);
        if (only != null) {
            request.filter(MetadataFilterBuilder.metadataKey(key(only)).isEqualTo(1));
        }
        return store.search(request.build()).matches().stream()
                .mapToInt(match -> Integer.parseInt(match.embeddingId()))
                .toArray();
    }

    @Override
    public void insert(int row) {
        store.add(Integer.toString(row), Embedding.from(corpus.vector(row)), segment(row));
    }

    @Override
    public void delete(int row) {
        store.removeAll(List.of(Integer.toString(row)));
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
        store.removeAll();
    }
}
