package io.jamey.embedded;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.embedded.attributes.SlotChunk;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.StoredMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the index of a namespace: from what is saved of it where that still holds, from the records otherwise.
///
/// @param stopped asked now and then; loading ends with a [CancellationException] when it says so
record IndexLoader(Engine engine, Namespace namespace, BooleanSupplier stopped) {
    private static final Logger LOG = LoggerFactory.getLogger(IndexLoader.class);
    /// Rows fetched at once where nothing saved stands for them.
    private static final int FETCH_ROWS = 256;

    NamespaceIndex load() {
        try {
            return engine.records().read(this::fromSaved);
        } catch (MemoryException | IllegalArgumentException e) {
            if (e instanceof MemoryException fault && fault.kind() != MemoryException.Kind.CORRUPT) {
                throw fault;
            }
            // What was damaged may be the saved index, which the records can replace.
            LOG.warn("deriving the index of a namespace anew: {}", e.getMessage());
            forgetSaved();
            return derive();
        }
    }

    /// From the records alone.
    NamespaceIndex derive() {
        return engine.records().read(snapshot -> {
            var index = new NamespaceIndex(engine.vectors());
            putRows(snapshot, index, snapshot.rids(namespace, 0));
            index.trim();
            return index;
        });
    }

    /// Chunks that nobody can read, and so nobody would save again, may tell of memories that are gone.
    private void forgetSaved() {
        try {
            engine.records().write(transaction -> {
                new SavedIndex(engine, namespace).delete(transaction);
                return namespace;
            });
        } catch (MemoryException e) {
            LOG.warn("a damaged saved index was not deleted: {}", e.getMessage());
        }
    }

    private NamespaceIndex fromSaved(Snapshot snapshot) {
        var index = new NamespaceIndex(engine.vectors());
        var saved = new SavedIndex(engine, namespace);
        long[] rids = snapshot.rids(namespace, 0);
        index.reserve(rids.length);
        BitSet known = restoreSlots(snapshot, saved, index, rids);
        restoreWordsAndCodes(snapshot, saved, index);
        BitSet unknown = new BitSet();
        unknown.set(0, rids.length);
        unknown.andNot(known);
        putRows(snapshot, index, unknown.stream().mapToLong(row -> rids[row]).toArray());
        index.trim();
        return index;
    }

    /// Takes back what is saved of rows that are as they were then; returns which of the rows these are.
    private BitSet restoreSlots(Snapshot snapshot, SavedIndex saved, NamespaceIndex index, long[] rids) {
        var known = new BitSet();
        Map<Long, Long> changes = snapshot.changes(namespace);
        Map<Long, Instant> uses = snapshot.uses(namespace);
        saved.slots(snapshot, chunk -> {
            checkStopped();
            var wanted = new BitSet();
            for (int row = 0; row < chunk.rows(); row++) {
                int place = Arrays.binarySearch(rids, chunk.rid(row));
                if (place >= 0 && changes.getOrDefault(chunk.rid(row), chunk.version(row)) == chunk.version(row)) {
                    known.set(place);
                    wanted.set(chunk.slot(row));
                }
            }
            index.restore(chunk, wanted);
            touch(index, chunk, uses);
        });
        return known;
    }

    private static void touch(NamespaceIndex index, SlotChunk chunk, Map<Long, Instant> uses) {
        for (int row = 0; row < chunk.rows() && !uses.isEmpty(); row++) {
            Instant use = uses.get(chunk.rid(row));
            int slot = chunk.slot(row);
            if (use != null && index.slots().live().get(slot)) {
                index.slots().touch(slot, use);
            }
        }
    }

    /// Words take about as long as all the rest: they have a thread of their own, so far as there is one.
    private void restoreWordsAndCodes(Snapshot snapshot, SavedIndex saved, NamespaceIndex index) {
        long[] restored = index.slots().live().toLongArray();
        var words = new CompletableFuture<?>[] {CompletableFuture.completedFuture(null)};
        try {
            saved.words(snapshot, chunk -> {
                checkStopped();
                words[0] = words[0].thenRunAsync(() -> index.postings().read(chunk, restored));
            });
            snapshot.dimension()
                    .ifPresent(dimension -> saved.codes(snapshot, chunk -> {
                        checkStopped();
                        index.restoreCodes(chunk, dimension);
                    }));
        } finally {
            join(words[0]);
        }
    }

    private static void join(CompletableFuture<?> words) {
        try {
            words.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void putRows(Snapshot snapshot, NamespaceIndex index, long[] rids) {
        for (int from = 0; from < rids.length; from += FETCH_ROWS) {
            checkStopped();
            long[] some = Arrays.copyOfRange(rids, from, Math.min(rids.length, from + FETCH_ROWS));
            List<IndexChange> changes = snapshot.rows(namespace, some, true, Instant.MIN).stream()
                    .map(this::put)
                    .toList();
            index.apply(changes);
        }
    }

    private void checkStopped() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("loading was stopped");
        }
    }

    private IndexChange put(StoredMemory stored) {
        return new IndexChange.Put(
                stored, Optional.of(engine.words().analyze(stored.memory().content())));
    }
}
