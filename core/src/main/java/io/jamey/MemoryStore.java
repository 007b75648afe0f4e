package io.jamey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A durable store of what agents learned, divided into namespaces that never see each other.
///
/// Every implementation and every layer keeps the promises below; the testkit's contract suite holds them to
/// it.
///
/// **Namespace.** Each call names one [Namespace] and sees nothing outside it; an id of another namespace is a
/// missing id. A namespace exists while it holds a memory. Only [#namespaces()], [#drop(Namespace)] and
/// [#status()] are administrative.
///
/// **Durability.** A write is durable when the call returns: it survives a killed process and a power loss. A
/// write that throws [MemoryException] of kind `UNAVAILABLE` may or may not have happened; every write can be
/// repeated safely. Last-access times alone are coarse: they are visible at once to callers of the same store
/// object, but written in batches, and a crash may lose the latest. They never move back.
///
/// **Visibility.** A read or search sees every write that returned before it began, and never half of a batch
/// that one call wrote. A memory whose expiry has come is invisible to every call from that instant on: it is
/// neither found nor counted, holds no place in its session, and its id is free.
///
/// **Exactly k.** A search returns `min(limit, number of memories that match)`, best first, ties by id in
/// [MemoryIds#ORDER]. A memory matches when the filter accepts it and its score reaches the request's least
/// score; it need not share a word with the question or have an embedding. Totals are exact.
///
/// **Threads.** Safe for any number of threads. Calls block; use virtual threads for many at once. Interrupting
/// a caller does not cancel a write that was handed over. Virtual threads take turns only where they wait,
/// which a read seldom does: work that does nothing but read, in loops, belongs on platform threads.
///
/// **Errors.** A caller's mistake is [IllegalArgumentException] (or [NullPointerException] for null) before
/// anything changes; after [#close()] every call is an [IllegalStateException]; the world's faults are
/// [MemoryException]; absence is a value. Batches are all or nothing.
///
/// **Limits.** [Limits] names them all.
///
/// **Costs** are stated in durable writes and round trips: one of each for a batch of any size, unless said
/// otherwise.
public interface MemoryStore extends AutoCloseable {

    /// Stores one memory; see [#storeAll(Namespace, List)].
    default Memory store(Namespace namespace, NewMemory memory) {
        return storeAll(namespace, List.of(memory)).getFirst();
    }

    /// Stores memories in one durable write, all or none, and returns them as stored, in the order given.
    ///
    /// What the caller leaves open is filled in: an id (UUID version 7), the creation time (now), the place in
    /// the session (one more than the largest there, starting at 0). Storing an id again with equal content
    /// (see [NewMemory#isStoredAs(Memory)]) does nothing and returns what is there, so a write can be repeated
    /// after a lost answer. A batch is stored as if its memories came one after the other, all at one instant.
    ///
    /// The first embedding stored fixes the dimension of the whole store for good.
    ///
    /// @throws IllegalArgumentException for an embedding of another dimension than the store's, or more than
    ///     [Limits#BATCH] memories
    /// @throws MemoryException `CONFLICT` when an id is taken by a different memory in the namespace or in the
    ///     batch
    List<Memory> storeAll(Namespace namespace, List<NewMemory> memories);

    /// The memory with this id, if the namespace holds one. Records the access.
    default Optional<Memory> retrieve(Namespace namespace, UUID id) {
        return Optional.ofNullable(retrieveBatch(namespace, List.of(id)).get(id));
    }

    /// The memories with these ids, embeddings included, in the order of `ids`, missing ones left out. Records
    /// the accesses; the returned memories show the last access before this one. One round trip.
    ///
    /// @throws IllegalArgumentException for more than [Limits#BATCH] ids
    Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids);

    /// The memories that matter most to a question, best first: exactly `min(limit, matching)`. Records the
    /// accesses of what it returns, as [#retrieveBatch(Namespace, Collection)] does.
    ///
    /// @throws IllegalArgumentException for an embedding of another dimension than the store's
    SearchResult search(Namespace namespace, SearchRequest request);

    /// Changes one memory and returns it as it now is, embedding included, or nothing when the namespace has no
    /// such memory. A patch that changes nothing leaves version and update time as they are.
    ///
    /// New content without a new embedding drops the old embedding: it described other words.
    ///
    /// @throws IllegalArgumentException for an embedding of another dimension than the store's
    /// @throws MemoryException `CONFLICT` when the patch expects another version than the stored one
    Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch);

    /// Changes every memory the filter accepts, as [#update(Namespace, UUID, MemoryPatch)] does, and returns how many
    /// it accepted. All or nothing, in one durable write. Costs a look at each memory of the namespace, and memory
    /// for those it changes, embeddings aside.
    ///
    /// @throws IllegalArgumentException for a patch that is not [MemoryPatch#forMany()]
    long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch);

    /// Deletes one memory; false when there was none.
    default boolean delete(Namespace namespace, UUID id) {
        return deleteBatch(namespace, List.of(id)) == 1;
    }

    /// Deletes the memories with these ids and returns how many there were.
    ///
    /// @throws IllegalArgumentException for more than [Limits#BATCH] ids
    int deleteBatch(Namespace namespace, Collection<UUID> ids);

    /// Deletes every memory the filter accepts and returns how many there were. All or nothing. Costs a look at
    /// each memory of the namespace.
    long deleteMatching(Namespace namespace, Filter filter);

    /// A page of memories in the order the request names, with the exact total.
    ///
    /// A page of very large memories ends before its limit, but not before one memory: where they come to
    /// [Limits#PAGE_BYTES]. So go on while there is a next page, not while pages are full.
    ///
    /// Pages by cursor neither skip nor repeat a memory that is there throughout, whatever is written
    /// meanwhile, and cost the same at any depth. Pages by offset cost the offset.
    ///
    /// @throws IllegalArgumentException for a cursor that belongs to another listing
    Page listPaginated(Namespace namespace, PageRequest request);

    /// The newest memories: `limit` of them after skipping `offset`.
    default Page listPaginated(Namespace namespace, int limit, long offset) {
        return listPaginated(namespace, PageRequest.of(limit).atOffset(offset));
    }

    /// Streams every memory the filter accepts, embeddings included, oldest first, in bounded memory.
    ///
    /// A memory that is there from beginning to end is seen exactly once; one written or deleted meanwhile may
    /// or may not be. Close the stream. One round trip per few hundred memories.
    Stream<Memory> iterate(Namespace namespace, Filter filter);

    /// How many memories the filter accepts. Free of scanning for [Filter#everything()].
    long count(Namespace namespace, Filter filter);

    /// Records that these memories were used now; missing ids are passed over. Cheap: written later, in
    /// batches.
    ///
    /// @throws IllegalArgumentException for more than [Limits#BATCH] ids
    void touch(Namespace namespace, Collection<UUID> ids);

    /// Records when memories were used, as a layer saw it that answered for the store. A time later than now
    /// counts as now; one before the last access that is known, or of a missing memory, changes nothing. As cheap
    /// as [#touch(Namespace, Collection)].
    ///
    /// @throws IllegalArgumentException for more than [Limits#BATCH] memories
    void touchAt(Namespace namespace, Map<UUID, Instant> times);

    /// Every namespace that holds a memory, in order of its name's code points.
    List<Namespace> namespaces();

    /// Deletes everything in the namespace and returns how many memories there were.
    long drop(Namespace namespace);

    /// What the store holds, all namespaces together, and how much room it takes.
    StoreStatus status();

    /// Writes what is pending and releases everything. A second call does nothing.
    @Override
    void close();
}
