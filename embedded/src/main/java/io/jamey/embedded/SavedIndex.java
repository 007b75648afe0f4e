package io.jamey.embedded;

import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.Transaction;
import io.jamey.embedded.vectors.VectorCodes;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The index of a large namespace kept in the file, behind the commits, so that loading it neither reads
/// vectors nor splits text into words. Saved by chunks of slots, each as three blobs written together:
///
/// ```
/// slots   per slot: rid (8 bytes; 0 = free), version (8), whether it has an embedding (1)
/// codes   as VectorCodes gives them
/// words   as Postings gives them
/// ```
///
/// A saved slot counts only if its row still has the saved version: whatever was written since the last save is
/// derived from the row again. So a crash costs time at the next load, and nothing else.
record SavedIndex(Engine engine, Namespace namespace) {
    private static final int CHUNK = VectorCodes.CHUNK_SLOTS;
    private static final int SLOT_BYTES = 8 + 8 + 1;
    /// Smaller namespaces are derived from their rows about as fast.
    private static final int MEMORIES_MIN = 1_000;

    /// A slot as it was saved.
    record Slot(int number, long version, boolean hasEmbedding) {}

    /// The three blobs of one chunk.
    private static final class Chunk {
        private final int ordinal;
        private final byte[] slots;
        private final byte[] words;
        private final Optional<byte[]> codes;

        Chunk(NamespaceIndex index, int ordinal) {
            this.ordinal = ordinal;
            this.slots = slotBytes(index.slots(), ordinal);
            this.words = index.postings().write(ordinal * CHUNK, (ordinal + 1) * CHUNK);
            this.codes = index.codes().flatMap(all -> all.chunk(ordinal));
        }
    }

    /// Writes what has changed since the last time, chunk by chunk, if the namespace is large enough to be
    /// worth it; if it no longer is, deletes what was saved, which may tell of deleted memories.
    void save(NamespaceIndex index) {
        while (true) {
            if (index.read(() -> index.slots().size()) < MEMORIES_MIN) {
                if (index.takeUnsaved(ordinal -> ordinal).isPresent()) {
                    engine.records().write(transaction -> {
                        delete(transaction);
                        return namespace;
                    });
                }
                return;
            }
            Optional<Chunk> chunk = index.takeUnsaved(ordinal -> new Chunk(index, ordinal));
            if (chunk.isEmpty()) {
                return;
            }
            engine.records().write(transaction -> {
                put(transaction, chunk.get());
                return chunk.get().ordinal;
            });
        }
    }

    private static byte[] slotBytes(Slots slots, int ordinal) {
        var bytes = ByteBuffer.allocate(CHUNK * SLOT_BYTES);
        for (int slot = ordinal * CHUNK; slot < (ordinal + 1) * CHUNK; slot++) {
            boolean live = slots.live().get(slot);
            bytes.putLong(live ? slots.rid(slot) : 0)
                    .putLong(live ? slots.version(slot) : 0)
                    .put((byte) (slots.embedded().get(slot) ? 1 : 0));
        }
        return bytes.array();
    }

    private void put(Transaction transaction, Chunk chunk) {
        transaction.putChunk(namespace, kind("slots"), chunk.ordinal, chunk.slots);
        transaction.putChunk(namespace, kind("words"), chunk.ordinal, chunk.words);
        if (chunk.codes.isPresent()) {
            transaction.putChunk(namespace, kind("codes"), chunk.ordinal, chunk.codes.get());
        } else {
            transaction.deleteChunk(namespace, kind("codes"), chunk.ordinal);
        }
    }

    /// What is saved of each row, the latest if there are several.
    Map<Long, Slot> slots(Snapshot snapshot) {
        var saved = new HashMap<Long, Slot>();
        snapshot.chunks(namespace, kind("slots"), (ordinal, data) -> {
            if (data.length != CHUNK * SLOT_BYTES) {
                throw new IllegalArgumentException("a saved chunk of slots has " + data.length + " bytes");
            }
            var bytes = ByteBuffer.wrap(data);
            for (int i = 0; i < CHUNK; i++) {
                long rid = bytes.getLong();
                var slot = new Slot((int) ordinal * CHUNK + i, bytes.getLong(), bytes.get() == 1);
                if (rid != 0) {
                    saved.merge(rid, slot, (a, b) -> a.version > b.version ? a : b);
                }
            }
        });
        return saved;
    }

    /// Gives back codes and words of the slots that were restored.
    void restore(Snapshot snapshot, NamespaceIndex index) {
        long[] restored = index.slots().live().toLongArray();
        snapshot.chunks(namespace, kind("words"), (_, data) -> index.postings().read(data, restored));
        snapshot.dimension()
                .ifPresent(dimension ->
                        snapshot.chunks(namespace, kind("codes"), (_, data) -> index.restoreCodes(data, dimension)));
    }

    /// Forgets all that is saved.
    void delete(Transaction transaction) {
        transaction.deleteChunks(namespace, kind("slots"));
        transaction.deleteChunks(namespace, kind("words"));
        transaction.deleteChunks(namespace, kind("codes"));
    }

    /// Terms of another language are of no use, and the chunks belong together: each language has its own.
    private String kind(String what) {
        return what + "." + engine.words().language();
    }
}
