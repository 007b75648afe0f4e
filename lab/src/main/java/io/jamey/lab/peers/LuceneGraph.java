package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Apache Lucene's HNSW graph, over floats or over one bit for each dimension with floats to check by. Merged into one
/// segment after loading, as it is fastest; what is written later lies in segments of its own until shown.
final class LuceneGraph implements Peer {
    private static final int CONNECTIONS = 16;
    private static final int BEAM = 100;
    private static final String VECTOR = "vector";
    private static final String ROW = "row";
    private static final double BUFFER_MEGABYTES = 1900;

    private final Corpus corpus;
    private final boolean quantised;
    private final Directory directory;
    private final IndexWriter writer;
    private DirectoryReader reader;
    private IndexSearcher searcher;

    LuceneGraph(Corpus corpus, Path folder, boolean quantised) throws IOException {
        this.corpus = corpus;
        this.quantised = quantised;
        directory = FSDirectory.open(folder.resolve(quantised ? "lucene-bits" : "lucene"));
        KnnVectorsFormat format = new WideVectors(
                quantised
                        ? new Lucene104HnswScalarQuantizedVectorsFormat(
                                ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, CONNECTIONS, BEAM)
                        : new Lucene99HnswVectorsFormat(CONNECTIONS, BEAM));
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setCodec(new Lucene104Codec() {
                            @Override
                            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                                return format;
                            }
                        })
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        .setMergeScheduler(new SerialMergeScheduler()));
        reader = DirectoryReader.open(writer);
        searcher = new IndexSearcher(reader);
    }

    @Override
    public String name() {
        return quantised ? "Lucene HNSW, 1 bit" : "Lucene HNSW, float";
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
        writer.forceMerge(1);
        writer.commit();
        show();
    }

    @Override
    public int[] search(float[] question, @Nullable Share only, int effort) throws IOException {
        Query filter = only == null ? null : new TermQuery(new Term(key(only), "yes"));
        Query nearest = new KnnFloatVectorQuery(VECTOR, question, effort, filter);
        Query query = quantised
                ? RescoreTopNQuery.createFullPrecisionRescorerQuery(nearest, question, VECTOR, Corpus.TOP)
                : nearest;
        ScoreDoc[] found = searcher.search(query, Corpus.TOP).scoreDocs;
        int[] rows = new int[found.length];
        for (int i = 0; i < found.length; i++) {
            rows[i] = row(found[i].doc);
        }
        return rows;
    }

    private int row(int document) throws IOException {
        var leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        var rows = leaf.reader().getNumericDocValues(ROW);
        if (rows == null || !rows.advanceExact(document - leaf.docBase)) {
            throw new IllegalStateException("a document without its row");
        }
        return (int) rows.longValue();
    }

    private static String key(Share share) {
        return share.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void insert(int row) throws IOException {
        var document = new Document();
        document.add(new KnnFloatVectorField(VECTOR, corpus.vector(row), VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new NumericDocValuesField(ROW, row));
        document.add(new StringField("id", Integer.toString(row), Field.Store.NO));
        for (Share share : Share.values()) {
            if (share.has(row)) {
                document.add(new StringField(key(share), "yes", Field.Store.NO));
            }
        }
        writer.addDocument(document);
    }

    @Override
    public void delete(int row) throws IOException {
        writer.deleteDocuments(new Term("id", Integer.toString(row)));
    }

    @Override
    public void show() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.close();
            reader = newer;
            searcher = new IndexSearcher(reader);
        }
    }

    @Override
    public long diskBytes() throws IOException {
        long bytes = 0;
        for (String file : List.copyOf(Arrays.asList(directory.listAll()))) {
            bytes += directory.fileLength(file);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        writer.rollback();
        directory.close();
    }
}
