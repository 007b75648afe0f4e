package io.jamey.embedded;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.StoredMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Compares the index of every namespace with the records it is derived from: each memory's attributes, words
/// and code, none missing, none too many; and the records with their checksums and counters. For one run on one
/// thread.
final class Verifier {
    /// Memories that are read at once.
    private static final int ROWS = 256;

    private final Engine engine;
    private final List<String> problems = new ArrayList<>();
    private long problemsFound;
    private long memories;

    Verifier(Engine engine) {
        this.engine = engine;
    }

    Verification run() {
        Instant now = engine.clock().instant();
        for (Namespace namespace : engine.records().read(snapshot -> snapshot.namespaces(now))) {
            try (Residents.Lease lease = engine.lease(namespace)) {
                check(namespace, lease.index());
            } catch (MemoryException e) {
                if (e.kind() != MemoryException.Kind.CORRUPT) {
                    throw e;
                }
                report(namespace, e.getMessage());
            }
        }
        return new Verification(memories, problems, problemsFound);
    }

    private void check(Namespace namespace, NamespaceIndex index) {
        var seen = new BitSet();
        var doubtful = new ArrayList<UUID>();
        long[] rids = rids(namespace);
        for (int from = 0; from < rids.length; from += ROWS) {
            long[] some = Arrays.copyOfRange(rids, from, Math.min(rids.length, from + ROWS));
            // Compared when the connection is given back: whoever holds the index may be waiting for one.
            List<StoredMemory> rows =
                    engine.records().read(snapshot -> snapshot.rows(namespace, some, true, Instant.MIN));
            for (StoredMemory stored : rows) {
                memories++;
                UUID id = stored.memory().id();
                index.read(() -> {
                    int slot = index.slots().find(id);
                    if (slot != Slots.NONE) {
                        seen.set(slot);
                    }
                    return slot;
                });
                if (difference(index, id, Optional.of(stored)).isPresent()) {
                    doubtful.add(id);
                }
            }
        }
        index.read(() -> {
            var unseen = (BitSet) index.slots().live().clone();
            unseen.andNot(seen);
            unseen.stream().forEach(slot -> doubtful.add(index.slots().id(slot)));
            return unseen;
        });
        doubtful.forEach(id -> recheck(namespace, index, id));
    }

    private long[] rids(Namespace namespace) {
        return engine.records().read(snapshot -> {
            long[] rids = snapshot.rids(namespace, 0);
            long counted = snapshot.count(namespace, Instant.MIN) - rids.length;
            if (counted != 0) {
                report(namespace, "the counter of memories is off by " + counted);
            }
            return rids;
        });
    }

    /// A write may have come in between: on the writer thread, where none can, index and record must agree.
    private void recheck(Namespace namespace, NamespaceIndex index, UUID id) {
        engine.records().write(transaction -> id, _ -> {
            Optional<StoredMemory> stored =
                    engine.records().read(snapshot -> snapshot.find(namespace, id, Instant.MIN));
            difference(index, id, stored).ifPresent(what -> report(namespace, "memory " + id + ": " + what));
        });
    }

    private Optional<String> difference(NamespaceIndex index, UUID id, Optional<StoredMemory> stored) {
        return index.read(() -> {
            Slots slots = index.slots();
            int slot = slots.find(id);
            if (stored.isEmpty()) {
                return slot == Slots.NONE ? Optional.empty() : Optional.of("the index has it, the file has not");
            }
            Memory memory = stored.get().memory();
            if (slot == Slots.NONE) {
                return memory.isExpired(engine.clock().instant())
                        ? Optional.empty()
                        : Optional.of("the file has it, the index has not");
            }
            if (slots.rid(slot) != stored.get().rid() || !slots.describes(slot, memory)) {
                return Optional.of("the index has other attributes");
            }
            if (!index.postings().text(slot).equals(engine.words().analyze(memory.content()))) {
                return Optional.of("the index has other words");
            }
            boolean coded = memory.embedding().isEmpty()
                    || index.codes()
                            .filter(codes -> codes.describes(
                                    slot, memory.embedding().get().toArray()))
                            .isPresent();
            if (!coded) {
                return Optional.of("the index has another code for its embedding");
            }
            return cachesAnother(stored.get()) ? Optional.of("the cache has another embedding") : Optional.empty();
        });
    }

    private boolean cachesAnother(StoredMemory stored) {
        float[] embedding =
                stored.memory().embedding().map(vector -> vector.toArray()).orElse(null);
        var differs = new AtomicBoolean();
        engine.vectors().visit(stored.rid(), 0, (_, cached) -> differs.set(!Arrays.equals(cached, embedding)));
        return differs.get();
    }

    private void report(Namespace namespace, @Nullable String what) {
        problemsFound++;
        if (problems.size() < Verification.PROBLEMS) {
            problems.add("namespace '" + namespace + "': " + Objects.requireNonNullElse(what, "damaged"));
        }
    }
}
