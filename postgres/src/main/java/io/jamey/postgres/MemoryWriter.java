package io.jamey.postgres;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The operations that write: each one transaction, which locks the namespace's row first. So the writes of
/// a namespace come one after the other, whatever process they come from, and places, sums and versions can
/// be read before they are written.
final class MemoryWriter {
    private final Engine engine;

    MemoryWriter(Engine engine) {
        this.engine = engine;
    }

    List<Memory> storeAll(Namespace namespace, List<NewMemory> drafts) {
        Checks.batch(drafts.size());
        checkDimensions(drafts);
        List<Draft> prepared = drafts.stream().map(this::prepare).toList();
        if (prepared.isEmpty()) {
            engine.database().requireOpen();
            return List.of();
        }
        Stored stored = engine.database()
                .transaction(engine.database().patience().rows(drafts.size()), session -> {
                    fixDimension(
                            session,
                            drafts.stream()
                                    .flatMap(draft -> draft.embedding().stream())
                                    .findFirst());
                    Tables tables = new Tables(session, namespace);
                    tables.lockOrMake();
                    return store(tables, namespace, prepared);
                });
        stored.fresh.forEach(id -> engine.access().forget(namespace, id));
        return stored.answer.stream().map(engine.access()::latest).toList();
    }

    private record Draft(NewMemory memory, UUID id, Analysis analysis) {}

    private record Stored(List<Memory> answer, Set<UUID> fresh) {}

    private Draft prepare(NewMemory memory) {
        return new Draft(memory, memory.id().orElseGet(MemoryIds::next), engine.analyze(memory.content()));
    }

    private Stored store(Tables tables, Namespace namespace, List<Draft> drafts) throws SQLException {
        Instant now = engine.now();
        Map<UUID, Memory> there = new HashMap<>(taken(tables, drafts, now));
        Map<String, Long> next = tables.nextPlaces(openSessions(drafts), now);
        var answer = new ArrayList<Memory>(drafts.size());
        var rows = new LinkedHashMap<UUID, Tables.Row>();
        for (Draft draft : drafts) {
            Memory before = there.get(draft.id);
            if (before != null) {
                requireSame(draft.memory, before);
                answer.add(before);
                continue;
            }
            String session = draft.memory.session().orElse("");
            Memory memory = draft.memory.stored(namespace, draft.id, next.getOrDefault(session, 0L), now);
            memory.sequence().ifPresent(place -> next.merge(session, place + 1, Math::max));
            there.put(memory.id(), memory);
            rows.put(memory.id(), new Tables.Row(memory, draft.analysis));
            answer.add(memory);
        }
        tables.insert(List.copyOf(rows.values()));
        return new Stored(answer, Set.copyOf(rows.keySet()));
    }

    /// Those of the chosen ids that have a memory. An id is free once its memory has expired, swept or not.
    private static Map<UUID, Memory> taken(Tables tables, List<Draft> drafts, Instant now) throws SQLException {
        List<UUID> chosen = drafts.stream()
                .flatMap(draft -> draft.memory.id().stream())
                .distinct()
                .toList();
        Map<UUID, Memory> taken = tables.find(chosen);
        List<UUID> expired = taken.values().stream()
                .filter(memory -> memory.isExpired(now))
                .map(Memory::id)
                .toList();
        if (!expired.isEmpty()) {
            tables.delete(Query.of("m.id = ANY(?::uuid[])", expired), now);
            taken.keySet().removeAll(expired);
        }
        return taken;
    }

    private static List<String> openSessions(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.memory.sequence().isEmpty())
                .flatMap(draft -> draft.memory.session().stream())
                .distinct()
                .toList();
    }

    private static void requireSame(NewMemory draft, Memory there) {
        if (!draft.isStoredAs(there)) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "id " + there.id() + " is taken by a different memory: update that one, or leave the id out");
        }
    }

    private void checkDimensions(List<NewMemory> drafts) {
        Optional<Embedding> first =
                drafts.stream().flatMap(draft -> draft.embedding().stream()).findFirst();
        engine.dimension().check(first);
        first.ifPresent(one -> drafts.stream()
                .flatMap(draft -> draft.embedding().stream())
                .forEach(other -> Dimension.require(other.dimension(), one.dimension())));
    }

    private void fixDimension(Session session, Optional<Embedding> embedding) throws SQLException {
        if (embedding.isPresent()) {
            engine.dimension().fix(session, embedding.get().dimension());
        }
    }

    Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        engine.dimension().check(patch.embedding());
        Optional<Analysis> analysis = patch.content().map(engine::analyze);
        Optional<Memory> updated = engine.database()
                .transaction(engine.database().patience().little(), session -> {
                    fixDimension(session, patch.embedding());
                    Tables tables = new Tables(session, namespace);
                    Instant now = engine.now();
                    Optional<Memory> found = tables.lock()
                            ? Optional.ofNullable(tables.find(List.of(id)).get(id))
                                    .filter(memory -> !memory.isExpired(now))
                            : Optional.empty();
                    if (found.isEmpty()) {
                        session.undo(); // the dimension is fixed by embeddings that are kept
                        return Optional.empty();
                    }
                    Memory before = found.get();
                    Memory after = patch.appliedTo(before, now);
                    if (after.version() != before.version()) {
                        tables.replace(before, after);
                    }
                    if (!after.content().equals(before.content())) {
                        tables.replaceContent(new Tables.Row(after, analysis.orElseThrow()));
                    }
                    return Optional.of(after);
                });
        return updated.map(engine.access()::latest);
    }

    long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        engine.writeAccessFor(filter);
        return engine.database().transaction(engine.database().patience().scan(), session -> {
            Tables tables = new Tables(session, namespace);
            if (!tables.lock()) {
                return 0L;
            }
            Instant now = engine.now();
            List<Memory> accepted = tables.matching(filter, now);
            List<Memory> changed = new ArrayList<>();
            for (Memory before : accepted) {
                Memory after = patch.appliedTo(before, now);
                if (after.version() != before.version()) {
                    changed.add(after);
                }
            }
            tables.revise(changed, patch.removesEmbedding());
            return (long) accepted.size();
        });
    }

    int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        Checks.batch(ids.size());
        List<UUID> distinct = ids.stream().distinct().toList();
        return (int) delete(
                namespace,
                engine.database().patience().rows(distinct.size()),
                Query.of("m.id = ANY(?::uuid[])", distinct));
    }

    long deleteMatching(Namespace namespace, Filter filter) {
        engine.writeAccessFor(filter);
        Query matching = Query.of("(m.expires_at IS NULL OR m.expires_at > ?) AND ", engine.now())
                .add(FilterSql.of(filter));
        return delete(namespace, engine.database().patience().scan(), matching);
    }

    long drop(Namespace namespace) {
        return delete(namespace, engine.database().patience().scan(), Query.of("true"));
    }

    private long delete(Namespace namespace, Duration limit, Query which) {
        return engine.database().transaction(limit, session -> {
            Tables tables = new Tables(session, namespace);
            if (!tables.lock()) {
                return 0L;
            }
            long deleted = tables.delete(which, engine.now());
            tables.removeIfEmpty();
            return deleted;
        });
    }

    /// Deletes memories whose expiry has come; returns from how many namespaces.
    int sweep() {
        Instant now = engine.now();
        Set<Namespace> due = engine
                .database()
                .call(
                        engine.database().patience().scan(),
                        session -> session.rows(
                                Query.of("SELECT DISTINCT m.namespace FROM memory m WHERE m.expires_at <= ?", now),
                                row -> Namespace.of(row.getString(1))))
                .stream()
                .collect(Collectors.toSet());
        due.forEach(namespace ->
                delete(namespace, engine.database().patience().scan(), Query.of("m.expires_at <= ?", now)));
        return due.size();
    }
}
