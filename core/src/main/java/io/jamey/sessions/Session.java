package io.jamey.sessions;

import io.jamey.Cursor;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// One conversation or run: its memories in the order they were added, kept until it is ended, idle for too long, or
/// they are promoted.
///
/// Order is by place, [Memory#sequence()], which the store gives out one after the other, never by the clock. All
/// memories expire together: adding one renews those before it when their time gets short. What is stored into the
/// session by another way, through the store, belongs to it too; if it expires, it is renewed like the others, if it
/// never expires, it stays when they go.
///
/// Holds nothing but the id: any number of threads, objects and processes may speak of one session, and a session
/// that was ended or has expired begins anew with the next memory.
///
/// **Costs** of adding: one durable write and one read; one durable write more, once in half the idle time, which
/// rewrites the session's memories and counts up their versions.
public final class Session {
    /// Memories fetched at once while streaming.
    private static final int PAGE = 500;

    private final MemoryStore store;
    private final Namespace namespace;
    private final String id;
    private final IdleTime idle;
    private final Filter members;

    Session(MemoryStore store, Namespace namespace, String id, IdleTime idle) {
        this.store = store;
        this.namespace = namespace;
        this.idle = idle;
        // Checked as the session of a memory is, because that is what it becomes.
        this.id = NewMemory.of("x").session(id).build().session().orElseThrow();
        members = Filter.session(id);
    }

    public String id() {
        return id;
    }

    public Namespace namespace() {
        return namespace;
    }

    /// Adds one memory; see [#addAll(List)].
    public Memory add(NewMemory memory) {
        return addAll(List.of(memory)).getFirst();
    }

    /// Adds what somebody said.
    public Memory addMessage(String actor, String text) {
        return add(NewMemory.of(text).type(MemoryType.MESSAGE).actor(actor).build());
    }

    /// Adds memories behind the last one, or at the places they name, all or none, and returns them as stored. With
    /// ids, it can be repeated after a lost answer, as [MemoryStore#storeAll(Namespace, List)] can.
    ///
    /// @throws IllegalArgumentException for a memory of another session, or one that says when it expires
    public List<Memory> addAll(List<NewMemory> memories) {
        List<NewMemory> given = List.copyOf(memories);
        given.forEach(this::requireOurs);
        // First the others: interrupted after that, the session only lives on as it was.
        Instant end = renewed();
        List<Memory> stored = store.storeAll(
                namespace, given.stream().map(memory -> ours(memory, end)).toList());
        // Somebody who renewed the session meanwhile, into the grid's next cell, did not see these yet.
        if (!idle.end().equals(end)) {
            renewed();
        }
        return stored;
    }

    private void requireOurs(NewMemory memory) {
        if (memory.session().isPresent() && !memory.session().get().equals(id)) {
            throw new IllegalArgumentException("the memory names session '"
                    + memory.session().get() + "', but is added to '" + id + "': leave its session out");
        }
        if (memory.expiresAt().isPresent()) {
            throw new IllegalArgumentException(
                    "memories of a session expire with it: leave out when this one does, or store it without a session");
        }
    }

    private NewMemory ours(NewMemory memory, Instant end) {
        return new NewMemory(
                memory.id(),
                memory.type(),
                memory.content(),
                memory.embedding(),
                memory.metadata(),
                Optional.of(id),
                memory.sequence(),
                memory.actor(),
                memory.importance(),
                memory.createdAt(),
                Optional.of(end));
    }

    /// Keeps the session for the idle time from now on, as adding a memory does.
    public void renew() {
        renewed();
    }

    private Instant renewed() {
        Instant end = idle.end();
        Filter sooner = Filter.and(members, Filter.less(Field.EXPIRES_AT, end));
        if (store.count(namespace, sooner) > 0) {
            store.updateMatching(
                    namespace, sooner, MemoryPatch.change().expiresAt(end).build());
        }
        return end;
    }

    /// All memories in order, without their embeddings. For sessions that fit in memory; the others are streamed.
    public List<Memory> listMemories() {
        return iterMemories().toList();
    }

    /// A page of memories in order, without their embeddings, and how many there are in all.
    ///
    /// @param limit 1 to [io.jamey.Limits#PAGE]
    /// @param offset memories to skip
    public Page listMemoriesPaginated(int limit, long offset) {
        return store.listPaginated(namespace, listing(limit).atOffset(offset));
    }

    /// The page behind the one that gave this cursor.
    public Page listMemoriesPaginated(int limit, Cursor after) {
        return store.listPaginated(namespace, listing(limit).after(after));
    }

    /// Streams all memories in order, without their embeddings, in bounded memory. One that is there from beginning
    /// to end is seen exactly once. One read per few hundred.
    public Stream<Memory> iterMemories() {
        return Stream.iterate(
                        Optional.of(listMemoriesPaginated(PAGE, 0)),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next).map(next -> listMemoriesPaginated(PAGE, next)))
                .flatMap(page -> page.orElseThrow().items().stream());
    }

    private PageRequest listing(int limit) {
        return PageRequest.of(limit).where(members).ordered(PageRequest.Order.BY_SEQUENCE);
    }

    /// What a list of sessions says of this one; nothing while it has no memories. Costs a pass over them.
    public Optional<SessionSummary> summary() {
        return iterMemories().map(SessionSummary::of).reduce(SessionSummary::and);
    }

    /// Makes memories of the session long-term ones: under their ids and with all that they say, but in no session
    /// and without expiry. Returns how many there were, all or none of them. One durable write.
    public long promote(Filter filter) {
        return store.updateMatching(
                namespace,
                Filter.and(members, filter),
                MemoryPatch.change().withoutSession().neverExpires().build());
    }

    /// As [#promote(Filter)], for the memories with these ids; those that the session does not hold (any more) are
    /// left as they are. A durable write each, so that repeating it goes on where it was interrupted.
    public long promote(Collection<UUID> ids) {
        return store.retrieveBatch(namespace, ids).values().stream()
                .filter(members::accepts)
                .filter(this::promote)
                .count();
    }

    private boolean promote(Memory memory) {
        return store.update(
                        namespace,
                        memory.id(),
                        MemoryPatch.change().withoutSession().neverExpires().build())
                .isPresent();
    }

    /// Deletes the session with all its memories, all or none, and returns how many there were.
    public long end() {
        return store.deleteMatching(namespace, members);
    }

    @Override
    public String toString() {
        return "Session[" + id + " in " + namespace + "]";
    }
}
