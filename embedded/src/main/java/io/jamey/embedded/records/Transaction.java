package io.jamey.embedded.records;

import io.jamey.Memory;
import io.jamey.Namespace;

/// What one piece of work may do on the writer thread: read, its own changes included, and change. Valid only
/// while [RecordFile#write] runs the work.
@SuppressWarnings("DoNotCallSuggester")
public final class Transaction extends Snapshot {
    Transaction() {}

    /// Adds a memory and returns its row.
    ///
    /// @throws io.jamey.MemoryException `CONFLICT` when the namespace holds that id, be it in an expired
    ///     memory: find that with [java.time.Instant#MIN] and delete it first
    public long insert(Memory memory) {
        throw new IllegalStateException("skeleton");
    }

    /// Puts a memory with the same namespace, id and creation time in the place of the one in this row; false
    /// when the row holds no such memory.
    public boolean replace(long rid, Memory memory) {
        throw new IllegalStateException("skeleton");
    }

    /// Deletes the memory in this row; false when the namespace has no such row.
    public boolean delete(Namespace namespace, long rid) {
        throw new IllegalStateException("skeleton");
    }

    /// Deletes all memories and chunks of a namespace and returns how many memories there were, expired ones
    /// included.
    public long drop(Namespace namespace) {
        throw new IllegalStateException("skeleton");
    }

    /// Fixes the dimension of all embeddings.
    ///
    /// @throws IllegalArgumentException when it is fixed at another already
    public void fixDimension(int dimension) {
        throw new IllegalStateException("skeleton");
    }

    /// Keeps a chunk, in the place of an earlier one of the same kind and ordinal. Does nothing when the
    /// namespace holds no memory (any more). Chunks go with the last memory of their namespace.
    public void putChunk(Namespace namespace, String kind, long ordinal, byte[] data) {
        throw new IllegalStateException("skeleton");
    }

    /// Deletes one chunk, if it is there.
    public void deleteChunk(Namespace namespace, String kind, long ordinal) {
        throw new IllegalStateException("skeleton");
    }

    /// Deletes all chunks of one kind that a namespace has.
    public void deleteChunks(Namespace namespace, String kind) {
        throw new IllegalStateException("skeleton");
    }
}
