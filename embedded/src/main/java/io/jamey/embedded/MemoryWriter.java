package io.jamey.embedded;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.attributes.FilterEvaluator;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.EncodedEmbedding;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.StoredMemory;
import io.jamey.embedded.records.Transaction;
import io.jamey.embedded.vectors.RotatedVector;
import io.jamey.words.AnalyzedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The operations that write: each is one piece of work for the writer thread, then a change to the namespace's
/// index.
///
/// What can be done by the caller's thread (checks, splitting into words, rotating and encoding embeddings) is done
/// there, so that the writer thread has little to do per memory.
final class MemoryWriter {
    /// Rows that are looked at together before they are changed or deleted.
    private static final int MATCHING_ROWS = 500;

    private final Engine engine;
    private final SessionEnds sessionEnds;

    MemoryWriter(Engine engine, SessionEnds sessionEnds) {
        this.engine = engine;
        this.sessionEnds = sessionEnds;
    }

    List<Memory> storeAll(Namespace namespace, List<NewMemory> drafts) {
        checkBatch(drafts.size());
        checkDimensions(drafts);
        List<Prepared> prepared = drafts.stream().map(this::prepare).toList();
        List<UUID> ids =
                drafts.stream().flatMap(draft -> draft.id().stream()).distinct().toList();
        return write(namespace, (transaction, index) -> {
            Instant now = engine.clock().instant();
            index.expire(now);
            var answer = new ArrayList<Memory>(drafts.size());
            var changes = new ArrayList<IndexChange>(drafts.size());
            // Places in this batch count even for a memory that has expired already: all is stored at one instant.
            var placesGiven = new HashMap<String, Long>();
            Set<UUID> taken = takenIds(transaction, namespace, ids, now);
            for (Prepared next : prepared) {
                NewMemory draft = next.draft;
                if (draft.id().isPresent() && !taken.add(draft.id().get())) {
                    answer.add(alreadyStored(transaction, namespace, draft));
                    continue;
                }
                draft.embedding().ifPresent(embedding -> engine.dimension().fix(transaction, embedding));
                String session = draft.session().orElse("");
                long place = Math.max(
                        place(transaction, index, namespace, draft), placesGiven.getOrDefault(session, -1L) + 1);
                Memory memory = draft.stored(namespace, next.id, place, now);
                placesGiven.merge(session, memory.sequence().orElse(0), Math::max);
                long rid = transaction.insert(memory, next.embedding);
                if (!memory.isExpired(now)) {
                    sessionEnds.wrote(memory);
                }
                answer.add(memory);
                changes.add(new IndexChange.Put(new StoredMemory(rid, memory), Optional.of(next.words), next.vector));
            }
            return new Outcome<>(answer, changes);
        });
    }

    /// A memory to be stored, with all that can be made of it before it is the writer thread's turn.
    private record Prepared(
            NewMemory draft,
            UUID id,
            AnalyzedText words,
            Optional<RotatedVector> vector,
            Optional<EncodedEmbedding> embedding) {}

    private Prepared prepare(NewMemory draft) {
        return new Prepared(
                draft,
                draft.id().orElseGet(MemoryIds::next),
                engine.words().analyze(draft.content()),
                draft.embedding().map(embedding -> RotatedVector.of(embedding.toArray())),
                draft.embedding().map(EncodedEmbedding::of));
    }

    /// Those of the ids that have a memory. An id is free once its memory has expired, swept or not.
    private static Set<UUID> takenIds(Transaction transaction, Namespace namespace, List<UUID> ids, Instant now) {
        var taken = new HashSet<UUID>();
        for (StoredMemory stored : transaction.findAll(namespace, ids, false, Instant.MIN)) {
            if (stored.memory().isExpired(now)) {
                transaction.delete(namespace, stored.rid());
            } else {
                taken.add(stored.memory().id());
            }
        }
        return taken;
    }

    /// The memory under the draft's id, which storing the draft would only repeat.
    private static Memory alreadyStored(Transaction transaction, Namespace namespace, NewMemory draft) {
        UUID id = draft.id().orElseThrow();
        Memory memory =
                transaction.find(namespace, id, Instant.MIN).orElseThrow().memory();
        if (!draft.isStoredAs(memory)) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "id " + id + " is taken by a different memory: update that one, or leave the id out");
        }
        return memory;
    }

    private long place(Transaction transaction, NamespaceIndex index, Namespace namespace, NewMemory draft) {
        if (draft.session().isEmpty() || draft.sequence().isPresent()) {
            return 0;
        }
        String session = draft.session().get();
        return index.read(() -> sessionEnds.next(transaction, index.slots(), namespace, session));
    }

    Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        Optional<AnalyzedText> words = patch.content().map(engine.words()::analyze);
        Optional<RotatedVector> vector = patch.embedding().map(embedding -> RotatedVector.of(embedding.toArray()));
        return write(namespace, (transaction, _) -> {
            Instant now = engine.clock().instant();
            Optional<StoredMemory> found = transaction.find(namespace, id, now);
            if (found.isEmpty()) {
                return Outcome.of(Optional.empty());
            }
            Memory before = found.get().memory();
            patch.embedding().ifPresent(embedding -> engine.dimension().fix(transaction, embedding));
            Memory after = patch.appliedTo(before, now);
            if (after.version() == before.version()) {
                return Outcome.of(Optional.of(before));
            }
            long rid = found.get().rid();
            transaction.replace(rid, after);
            boolean searchedAsBefore = after.content().equals(before.content())
                    && after.embedding().equals(before.embedding());
            IndexChange change = searchedAsBefore
                    ? revision(rid, after)
                    : new IndexChange.Put(new StoredMemory(rid, after), words, vector);
            return new Outcome<>(Optional.of(after), List.of(change));
        });
    }

    int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        checkBatch(ids.size());
        var distinct = new LinkedHashSet<>(ids);
        return write(namespace, (transaction, _) -> {
            List<StoredMemory> found = transaction.findAll(
                    namespace, distinct, false, engine.clock().instant());
            return new Outcome<>(found.size(), delete(transaction, namespace, found));
        });
    }

    long deleteMatching(Namespace namespace, Filter filter) {
        return write(namespace, (transaction, index) -> {
            var changes = new ArrayList<IndexChange>();
            var matching =
                    new Matching(transaction, namespace, filter, engine.clock().instant());
            matching.each(index, false, some -> changes.addAll(delete(transaction, namespace, some)));
            return new Outcome<>((long) changes.size(), changes);
        });
    }

    long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return write(namespace, (transaction, index) -> {
            Instant now = engine.clock().instant();
            index.expire(now);
            var accepted = new AtomicLong();
            var changes = new ArrayList<IndexChange>();
            new Matching(transaction, namespace, filter, now).each(index, true, some -> {
                accepted.addAndGet(some.size());
                some.forEach(stored -> revise(transaction, stored, patch, now).ifPresent(changes::add));
            });
            return new Outcome<>(accepted.get(), changes);
        });
    }

    /// Changes one of many memories; empty if it stays as it was.
    private static Optional<IndexChange> revise(
            Transaction transaction, StoredMemory stored, MemoryPatch patch, Instant now) {
        Memory after = patch.appliedTo(stored.memory(), now);
        if (after.version() == stored.memory().version()) {
            return Optional.empty();
        }
        transaction.replace(stored.rid(), after);
        return Optional.of(revision(stored.rid(), after));
    }

    /// What the index has to learn is kept without the embedding, or a change to many memories would hold all of
    /// theirs at once.
    private static IndexChange revision(long rid, Memory after) {
        var kept = new StoredMemory(rid, after.withEmbedding(Optional.empty()));
        return new IndexChange.Revise(kept, after.embedding().isPresent());
    }

    /// What a filter accepts, as the writer thread sees it.
    private record Matching(Transaction transaction, Namespace namespace, Filter filter, Instant now) {

        /// Gives `use` some of the accepted memories at a time.
        void each(NamespaceIndex index, boolean embeddings, Consumer<List<StoredMemory>> use) {
            long[] rids = index.read(() -> {
                Slots slots = index.slots();
                var evaluator = new FilterEvaluator(slots, slot -> row(slots.rid(slot)));
                return evaluator.accepted(filter).stream().mapToLong(slots::rid).toArray();
            });
            for (int from = 0; from < rids.length; from += MATCHING_ROWS) {
                long[] some = Arrays.copyOfRange(rids, from, Math.min(rids.length, from + MATCHING_ROWS));
                // The index shows the last commit; a write before this one in the same group may have changed a row.
                use.accept(transaction.rows(namespace, some, embeddings, now).stream()
                        .filter(stored -> filter.accepts(stored.memory()))
                        .toList());
            }
        }

        private Optional<Memory> row(long rid) {
            return transaction.rows(namespace, new long[] {rid}, false, Instant.MIN).stream()
                    .map(StoredMemory::memory)
                    .findFirst();
        }
    }

    long drop(Namespace namespace) {
        return write(namespace, (transaction, _) -> {
            long visible = transaction.count(namespace, engine.clock().instant());
            transaction.drop(namespace);
            return new Outcome<>(visible, List.of(new IndexChange.Clear()));
        });
    }

    /// Deletes the records of memories whose expiry has come, at most `limit`; returns how many.
    int sweep(int limit) {
        Instant now = engine.clock().instant();
        Map<Namespace, List<Snapshot.Due>> due =
                engine.records().read(snapshot -> snapshot.expired(now, limit)).stream()
                        .collect(Collectors.groupingBy(Snapshot.Due::namespace));
        due.forEach((namespace, rows) -> write(namespace, (transaction, _) -> {
            // Meanwhile one may have been stored again, in another row, or its expiry put off.
            List<IndexChange> changes = rows.stream()
                    .filter(row -> transaction.deleteExpired(namespace, row.rid(), now))
                    .<IndexChange>map(row -> new IndexChange.Remove(row.id()))
                    .toList();
            return new Outcome<>(changes.size(), changes);
        }));
        return due.values().stream().mapToInt(List::size).sum();
    }

    private static List<IndexChange> delete(Transaction transaction, Namespace namespace, List<StoredMemory> memories) {
        var changes = new ArrayList<IndexChange>(memories.size());
        for (StoredMemory stored : memories) {
            if (transaction.delete(namespace, stored.rid())) {
                changes.add(new IndexChange.Remove(stored.memory().id()));
            }
        }
        return changes;
    }

    static void checkBatch(int size) {
        if (size > Limits.BATCH) {
            throw new IllegalArgumentException(
                    "a batch may have at most " + Limits.BATCH + " elements, not " + size + ": split it");
        }
    }

    private void checkDimensions(List<NewMemory> drafts) {
        Optional<Embedding> first =
                drafts.stream().flatMap(draft -> draft.embedding().stream()).findFirst();
        for (NewMemory draft : drafts) {
            draft.embedding()
                    .ifPresent(embedding ->
                            FixedDimension.check(embedding, first.orElseThrow().dimension()));
        }
        first.ifPresent(engine.dimension()::check);
    }

    /// What a piece of work came to: the caller's answer, and what the index has to learn.
    private record Outcome<T>(T answer, List<IndexChange> changes) {
        static <T> Outcome<T> of(T answer) {
            return new Outcome<>(answer, List.of());
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        Outcome<T> run(Transaction transaction, NamespaceIndex index);
    }

    private <T> T write(Namespace namespace, Work<T> work) {
        while (true) {
            try (Residents.Lease lease = engine.lease(namespace)) {
                Optional<Outcome<T>> outcome = engine.records()
                        .write(
                                transaction -> lease.isCurrent()
                                        ? Optional.of(work.run(transaction, lease.index()))
                                        : Optional.empty(),
                                done -> done.ifPresent(result -> publish(result.changes(), lease)));
                if (outcome.isPresent()) {
                    return outcome.get().answer();
                }
            }
        }
    }

    private static void publish(List<IndexChange> changes, Residents.Lease lease) {
        boolean agrees = false;
        try {
            agrees = lease.index().apply(changes);
        } finally {
            if (!agrees) {
                lease.giveUp();
            }
        }
    }
}
