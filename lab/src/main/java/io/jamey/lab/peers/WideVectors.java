package io.jamey.lab.peers;

import io.jamey.Limits;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/// A format of Lucene's without its limit of 1,024 dimensions, as Elasticsearch and OpenSearch use it. What it writes
/// the format itself reads.
final class WideVectors extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    WideVectors(KnnVectorsFormat format) {
        super(format.getName());
        this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return Limits.DIMENSIONS;
    }
}
