package io.jamey.embedded.records;

import io.jamey.Embedding;

/// An embedding as the file holds it, but for the checksum, which covers the row. For whoever hands a write over:
/// what is encoded before need not be encoded on the writer thread, for which all others wait.
public final class EncodedEmbedding {
    private final byte[] bytes;

    private EncodedEmbedding(byte[] bytes) {
        this.bytes = bytes;
    }

    public static EncodedEmbedding of(Embedding embedding) {
        return new EncodedEmbedding(RecordCodec.encode(embedding));
    }

    /// The bytes for a row; not to be changed, valid until they are wanted for another one.
    byte[] sealed(long rid) {
        RecordCodec.seal(bytes, rid);
        return bytes;
    }
}
