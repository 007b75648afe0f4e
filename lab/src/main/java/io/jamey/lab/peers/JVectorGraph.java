package io.jamey.lab.peers;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.jamey.bench.data.SampleMemories.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// JVector's graph over floats in memory, alive: rows come and go while it is searched.
final class JVectorGraph implements Peer {
    private static final int DEGREE = 32;
    private static final int BEAM = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;

    private final Corpus corpus;
    private final VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    private final List<VectorFloat<?>> vectors = new ArrayList<>();
    private final ListRandomAccessVectorValues values;
    private final ForkJoinPool oneThread = new ForkJoinPool(1);
    private final GraphIndexBuilder builder;
    private GraphSearcher searcher;

    JVectorGraph(Corpus corpus) {
        this.corpus = corpus;
        values = new ListRandomAccessVectorValues(vectors, corpus.dimension());
        builder = GraphIndexBuilder.builder(
                        BuildScoreProvider.randomAccessScoreProvider(values, VectorSimilarityFunction.DOT_PRODUCT),
                        corpus.dimension(),
                        DEGREE)
                .withBeamWidth(BEAM)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(ALPHA)
                .withSimdExecutor(oneThread)
                .withParallelExecutor(oneThread)
                .build();
        searcher = new GraphSearcher(builder.getGraph());
    }

    @Override
    public String name() {
        return "JVector";
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
        return new int[] {10, 15, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 1280};
    }

    @Override
    public void load(int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            insert(row);
        }
        show();
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) {
        var scores = DefaultSearchScoreProvider.exact(
                types.createFloatVector(question), VectorSimilarityFunction.DOT_PRODUCT, values);
        Bits accepted = only == null ? Bits.ALL : only::has;
        NodeScore[] nodes =
                searcher.search(scores, Corpus.TOP, effort, 0, 0, accepted).getNodes();
        return Arrays.stream(nodes).mapToInt(node -> node.node).toArray();
    }

    @Override
    public void insert(int row) {
        VectorFloat<?> vector = types.createFloatVector(corpus.vector(row));
        vectors.add(vector);
        builder.addGraphNode(row, vector);
    }

    @Override
    public void delete(int row) {
        builder.markNodeDeleted(row);
    }

    @Override
    public void show() throws IOException {
        searcher.close();
        searcher = new GraphSearcher(builder.getGraph());
    }

    @Override
    public long diskBytes() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        searcher.close();
        builder.close();
        oneThread.close();
    }
}
