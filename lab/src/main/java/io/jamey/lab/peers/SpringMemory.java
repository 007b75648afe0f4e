package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;

/// Spring AI's default store: a map in memory, looked through from end to end.
final class SpringMemory implements Peer {
    private final Corpus corpus;
    private final Vectors vectors;
    private final SimpleVectorStore store;

    SpringMemory(Corpus corpus) {
        this.corpus = corpus;
        vectors = new Vectors(corpus);
        store = SimpleVectorStore.builder(vectors).build();
    }

    /// Gives the store the vectors it would have a model compute, for it asks for them itself.
    private static final class Vectors implements EmbeddingModel {
        private final Corpus corpus;
        private float[] question = {};

        Vectors(Corpus corpus) {
            this.corpus = corpus;
        }

        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            var answers = new ArrayList<Embedding>();
            for (int i = 0; i < request.getInstructions().size(); i++) {
                answers.add(new Embedding(question, i));
            }
            return new EmbeddingResponse(answers);
        }

        @Override
        public float[] embed(Document document) {
            return corpus.vector(Integer.parseInt(document.getId()));
        }
    }

    @Override
    public String name() {
        return "Spring AI simple";
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
        store.add(IntStream.range(0, rows).mapToObj(this::document).toList());
    }

    private Document document(int row) {
        Map<String, Object> shares = Map.of(
                key(Share.HUNDREDTH), bit(Share.HUNDREDTH, row),
                key(Share.TENTH), bit(Share.TENTH, row),
                key(Share.HALF), bit(Share.HALF, row));
        return Document.builder()
                .id(Integer.toString(row))
                .text(corpus.record(row).content())
                .metadata(shares)
                .build();
    }

    private static int bit(Share share, int row) {
        return share.has(row) ? 1 : 0;
    }

    private static String key(Share share) {
        return share.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) {
        vectors.question = question;
        var request = SearchRequest.builder().query("question").topK(Corpus.TOP).similarityThresholdAll();
        if (only != null) {
            request.filterExpression(
                    new FilterExpressionBuilder().eq(key(only), 1).build());
        }
        List<Document> found = store.similaritySearch(request.build());
        return found.stream()
                .mapToInt(document -> Integer.parseInt(document.getId()))
                .toArray();
    }

    @Override
    public void insert(int row) {
        store.add(List.of(document(row)));
    }

    @Override
    public void delete(int row) {
        store.delete(List.of(Integer.toString(row)));
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
        // Nothing is held but memory.
    }
}
