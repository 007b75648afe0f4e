package io.jamey.embedded;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.StoredMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the index of a namespace: from what is saved of it where that still holds, from the records otherwise.
record IndexLoader(Engine engine, Namespace namespace) {
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
            return derive();
        }
    }

    /// From the records alone.
    NamespaceIndex derive() {
        return engine.records().read(snapshot -> {
            var index = new NamespaceIndex(engine.vectors());
            snapshot.scan(namespace, 0, true, stored -> index.apply(List.of(put(stored))));
            return index;
        });
    }

    private NamespaceIndex fromSaved(Snapshot snapshot) {
        var index = new NamespaceIndex(engine.vectors());
        var saved = new SavedIndex(engine, namespace);
        Map<Long, SavedIndex.Slot> slots = saved.slots(snapshot);
        var unsaved = new ArrayList<Long>();
        var outdated = new HashSet<Integer>();
        slots.values().forEach(slot -> outdated.add(slot.number()));
        snapshot.scan(namespace, 0, slots.isEmpty(), stored -> {
            SavedIndex.Slot slot = slots.get(stored.rid());
            if (slots.isEmpty()) {
                index.apply(List.of(put(stored)));
            } else if (slot == null || slot.version() != stored.memory().version()) {
                unsaved.add(stored.rid());
            } else {
                outdated.remove(slot.number());
                index.restore(slot.number(), stored, slot.hasEmbedding());
            }
        });
        if (!slots.isEmpty()) {
            saved.restore(snapshot, index);
        }
        for (int from = 0; from < unsaved.size(); from += FETCH_ROWS) {
            long[] rids = unsaved.subList(from, Math.min(unsaved.size(), from + FETCH_ROWS)).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            List<IndexChange> changes = snapshot.rows(namespace, rids, true, Instant.MIN).stream()
                    .map(this::put)
                    .toList();
            index.apply(changes);
        }
        // What is saved of memories that are gone or have changed must not outlive the next save.
        outdated.forEach(index::leaveUnsaved);
        return index;
    }

    private IndexChange put(StoredMemory stored) {
        return new IndexChange.Put(
                stored, Optional.of(engine.words().analyze(stored.memory().content())));
    }
}
