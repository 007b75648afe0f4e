package io.jamey.embedded.records;

import io.jamey.Namespace;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/// One moment of the file, to be read by one thread while [RecordFile#read] lends it.
///
/// Methods that take `now` leave out memories whose expiry has come; with [Instant#MIN] they see those as well.
/// Rows of another namespace than the one named are missing rows. Access times include those not yet written.
@SuppressWarnings("DoNotCallSuggester")
public sealed class Snapshot permits Transaction {
    Snapshot() {}

    /// The memory with this id, with its embedding.
    public Optional<StoredMemory> find(Namespace namespace, UUID id, Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// The memories with these ids, in the order of `ids`, missing ones left out.
    public List<StoredMemory> findAll(Namespace namespace, Collection<UUID> ids, boolean embeddings, Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// The memories in these rows, in the order of `rids`, missing ones left out.
    public List<StoredMemory> rows(Namespace namespace, long[] rids, boolean embeddings, Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// Copies the embeddings of the first `count` of these rows to `target`, the i-th from component
    /// `i * dimension` on. A row that is missing or has no embedding leaves zeros, which no embedding consists
    /// of.
    ///
    /// @param target of at least `count * dimension` components
    public void embeddings(Namespace namespace, long[] rids, int count, float[] target) {
        throw new IllegalStateException("skeleton");
    }

    /// A part of the listing by time of creation. Costs a few hundred microseconds per hundred memories and a
    /// step in an index for each one skipped.
    public List<StoredMemory> page(Namespace namespace, Slice slice, Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// The rows of a namespace from `fromRid` on, ascending, expired ones included.
    public long[] rids(Namespace namespace, long fromRid) {
        throw new IllegalStateException("skeleton");
    }

    /// Visits the memories of a namespace from `fromRid` on in order of rid, expired ones included, holding one
    /// at a time.
    public void scan(Namespace namespace, long fromRid, boolean embeddings, Consumer<StoredMemory> visitor) {
        throw new IllegalStateException("skeleton");
    }

    /// Every namespace that holds a memory, in order of code points.
    public List<Namespace> namespaces(Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// How many memories a namespace holds: from a counter, less the expired ones, which are counted.
    public long count(Namespace namespace, Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// How many memories all namespaces hold. Costs a step per namespace.
    public long countAll(Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// How many memories of all namespaces have expired by `now` and wait to be deleted.
    public long countExpired(Instant now) {
        throw new IllegalStateException("skeleton");
    }

    /// Up to `limit` memories that have expired by `now`, longest first, without embeddings.
    public List<StoredMemory> expired(Instant now, int limit) {
        throw new IllegalStateException("skeleton");
    }

    /// The dimension of all embeddings, once it is fixed.
    public OptionalInt dimension() {
        throw new IllegalStateException("skeleton");
    }

    /// Visits the chunks of one kind that a namespace has, by ordinal, holding one at a time.
    ///
    /// @throws io.jamey.MemoryException `CORRUPT` when one is damaged: delete them and derive them anew
    public void chunks(Namespace namespace, String kind, ChunkVisitor visitor) {
        throw new IllegalStateException("skeleton");
    }

    /// Takes chunks: data that the index derived from a namespace's records and keeps here to open faster.
    @FunctionalInterface
    public interface ChunkVisitor {
        /// Takes one chunk.
        ///
        /// @param ordinal its place among the chunks of its kind
        /// @param data the visitor's own
        void visit(long ordinal, byte[] data);
    }
}
