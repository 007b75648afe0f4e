package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.embedded.attributes.SlotChunk;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.Transaction;
import io.jamey.embedded.vectors.VectorCodes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The index of a large namespace kept in the file, behind the commits, so that loading it neither reads
/// vectors nor splits text into words. Saved by chunks of slots, each as three blobs written together:
///
/// ```
/// slots   as SlotChunk gives them: attributes, and which version of which row each slot describes
/// codes   as VectorCodes gives them
/// words   as Postings gives them
/// ```
///
/// A saved slot counts only if its row is still there and has the saved version, which is known without reading
/// the row: rows are never given out twice, and the file keeps the versions of rows that were updated until a
/// chunk with that version is saved. Whatever does not count is derived from the row again. So a crash costs time
/// at the next load, and nothing else. So does opening the file with another language, which has chunks of its own:
/// those of one language are there at a time.
record SavedIndex(Engine engine, Namespace namespace) {
    private static final int CHUNK = VectorCodes.CHUNK_SLOTS;
    /// Smaller namespaces are derived from their rows about as fast.
    private static final int MEMORIES_MIN = 1_000;

    /// The three blobs of one chunk.
    private static final class Chunk {
        private final int ordinal;
        private final byte[] slots;
        private final byte[] words;
        private final Optional<byte[]> codes;

        Chunk(NamespaceIndex index, int ordinal) {
            this.ordinal = ordinal;
            this.slots = SlotChunk.write(index.slots(), ordinal * CHUNK, (ordinal + 1) * CHUNK);
            this.words = index.postings().write(ordinal * CHUNK, (ordinal + 1) * CHUNK);
            this.codes = index.codes().flatMap(all -> all.chunk(ordinal));
        }
    }

    /// Writes what has changed since the last time, chunk by chunk, if the namespace is large enough to be
    /// worth it; if it no longer is, deletes what was saved, which may tell of deleted memories.
    void save(NamespaceIndex index) {
        Map<Long, Long> changes = engine.records().read(snapshot -> snapshot.changes(namespace));
        while (true) {
            if (index.read(() -> index.slots().size()) < MEMORIES_MIN) {
                index.takeUnsaved(ordinal -> ordinal).ifPresent(taken -> write(index, taken, this::delete));
                return;
            }
            Optional<Chunk> chunk = index.takeUnsaved(ordinal -> new Chunk(index, ordinal));
            if (chunk.isEmpty()) {
                return;
            }
            write(index, chunk.get().ordinal, transaction -> put(transaction, chunk.get(), changes.keySet()));
        }
    }

    /// Writes what became of a chunk that was taken; one that was not written counts as unsaved again.
    private void write(NamespaceIndex index, int taken, Consumer<Transaction> work) {
        boolean written = false;
        try {
            written = engine.records().write(transaction -> {
                work.accept(transaction);
                return true;
            });
        } finally {
            if (!written) {
                index.notSaved(taken);
            }
        }
    }

    private void put(Transaction transaction, Chunk chunk, Set<Long> changed) {
        transaction.putChunk(namespace, kind("slots"), chunk.ordinal, chunk.slots);
        transaction.putChunk(namespace, kind("words"), chunk.ordinal, chunk.words);
        if (chunk.codes.isPresent()) {
            transaction.putChunk(namespace, kind("codes"), chunk.ordinal, chunk.codes.get());
        } else {
            transaction.deleteChunk(namespace, kind("codes"), chunk.ordinal);
        }
        // What changes is noted once, not for each language: chunks of another would not learn of it any more.
        transaction.deleteChunksBut(namespace, language());
        if (!changed.isEmpty()) {
            SlotChunk rows = SlotChunk.read(chunk.slots);
            for (int row = 0; row < rows.rows(); row++) {
                if (changed.contains(rows.rid(row))) {
                    transaction.forgetChange(namespace, rows.rid(row), rows.version(row));
                }
            }
        }
    }

    /// Visits the saved slots, chunk by chunk.
    ///
    /// @throws IllegalArgumentException when one is damaged
    void slots(Snapshot snapshot, Consumer<SlotChunk> visitor) {
        snapshot.chunks(namespace, kind("slots"), (ordinal, data) -> {
            SlotChunk chunk = SlotChunk.read(data);
            if (chunk.firstSlot() != ordinal * CHUNK || !chunk.endsBefore((ordinal + 1) * CHUNK)) {
                throw new IllegalArgumentException("a saved chunk of slots is in the place of another");
            }
            visitor.accept(chunk);
        });
    }

    /// Visits the saved words, chunk by chunk, as [io.jamey.embedded.words.Postings#read] takes them.
    void words(Snapshot snapshot, Consumer<byte[]> visitor) {
        snapshot.chunks(namespace, kind("words"), (_, data) -> visitor.accept(data));
    }

    /// Visits the saved codes, chunk by chunk, as [VectorCodes#restore] takes them.
    void codes(Snapshot snapshot, Consumer<byte[]> visitor) {
        snapshot.chunks(namespace, kind("codes"), (_, data) -> visitor.accept(data));
    }

    /// Forgets all that is saved, in whatever language.
    void delete(Transaction transaction) {
        transaction.deleteChunks(namespace);
    }

    private String kind(String what) {
        return what + language();
    }

    /// Terms of another language are of no use.
    private String language() {
        return "." + engine.words().language();
    }
}
