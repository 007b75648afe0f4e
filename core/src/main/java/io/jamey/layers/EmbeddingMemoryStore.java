package io.jamey.layers;

import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A store that makes the embeddings its callers leave out: of memories, of new content, and of searches whose
/// weights ask for closeness.
///
/// An embedding the caller brings is used as given. The embedding of a turn covers the turn before it too, if
/// both are short; it is made once, and stays when the turn before it changes or goes.
///
/// **Costs** on top of the store's: one call of the embedder; one read for memories that carry an id; one or
/// two pages for turns of a session. **Errors**: when the embedder fails, nothing is written.
///
/// **Differences from a bare store**: embeddings must have the embedder's dimension from the start; storing an
/// id again and changing content count as accesses, because the memory is read first. Two turns that are
/// appended to one session at the same instant may both cover the turn before them.
///
/// Closing it closes the store and the embedder.
public final class EmbeddingMemoryStore extends ForwardingMemoryStore {
    private final Embedder embedder;
    private volatile boolean closed;

    /// @throws IllegalArgumentException if the store holds embeddings of another dimension than the embedder
    ///     makes
    public EmbeddingMemoryStore(MemoryStore store, Embedder embedder) {
        super(store);
        this.embedder = embedder;
        OptionalInt held = store.status().dimension();
        if (held.isPresent() && held.getAsInt() != embedder.dimension()) {
            throw new IllegalArgumentException("the store holds embeddings of dimension " + held.getAsInt()
                    + " that another model made; " + embedder.model() + " makes dimension " + embedder.dimension()
                    + ": open it with the model that filled it, or fill a new store");
        }
    }

    /// As [MemoryStore#storeAll(Namespace, List)]. What is already stored under the id of a memory that comes
    /// without an embedding keeps the embedding it has: what surrounds it may have changed since.
    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        requireOpen();
        List<NewMemory> batch = List.copyOf(memories);
        batch.forEach(memory -> memory.embedding().ifPresent(this::requireDimension));
        boolean nothingToDo =
                batch.stream().allMatch(memory -> memory.embedding().isPresent());
        if (nothingToDo || batch.size() > Limits.BATCH) {
            return inner().storeAll(namespace, batch);
        }
        List<NewMemory> embedded = embedded(namespace, batch);
        try {
            return inner().storeAll(namespace, embedded);
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.CONFLICT) {
                throw e;
            }
            return storeAfterTwin(namespace, batch, embedded, e);
        }
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        requireOpen();
        patch.embedding().ifPresent(this::requireDimension);
        if (patch.contentToEmbed().isEmpty()) {
            return inner().update(namespace, id, patch);
        }
        Optional<Memory> found = inner().retrieve(namespace, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Memory memory = found.get();
        String content = patch.contentToEmbed().get();
        if (content.equals(memory.content())) {
            return inner().update(
                            namespace,
                            id,
                            memory.embedding().map(patch::withEmbedding).orElse(patch));
        }
        // Throws now, before the embedder is paid, if another version is expected.
        patch.appliedTo(memory, memory.updatedAt());
        String text = Windows.replace(new SessionTurns(inner(), namespace), memory, content);
        return inner().update(namespace, id, patch.withEmbedding(embed(text)));
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        requireOpen();
        boolean wanted = request.embedding().isEmpty() && request.weights().of(Signal.CLOSENESS) > 0;
        return inner().search(
                        namespace,
                        wanted ? request.withEmbedding(embed(request.text().orElseThrow())) : request);
    }

    @Override
    public void close() {
        closed = true;
        try (embedder) {
            inner().close();
        }
    }

    @Override
    public String toString() {
        return "EmbeddingMemoryStore[" + embedder.model() + "]";
    }

    private Map<UUID, Memory> alreadyStored(Namespace namespace, List<NewMemory> batch) {
        Set<UUID> ids = batch.stream().flatMap(memory -> memory.id().stream()).collect(Collectors.toSet());
        return ids.isEmpty() ? Map.of() : inner().retrieveBatch(namespace, ids);
    }

    /// The batch with all embeddings, of which the missing ones are made in one call.
    private List<NewMemory> embedded(Namespace namespace, List<NewMemory> batch) {
        var slots = slots(batch, alreadyStored(namespace, batch));
        Set<String> sessions = slots.stream()
                .filter(slot -> slot instanceof Slot.ToEmbed)
                .flatMap(slot -> slot.memory().session().stream())
                .collect(Collectors.toSet());
        var windows = new Windows(new SessionTurns(inner(), namespace), sessions);
        var texts = new ArrayList<String>();
        for (Slot slot : slots) {
            switch (slot) {
                case Slot.ToEmbed(var memory) -> texts.add(windows.append(memory));
                case Slot.Given(var memory) -> windows.append(memory);
                case Slot.Stored _, Slot.Repeated _ -> {}
            }
        }
        Iterator<Embedding> made = (texts.isEmpty() ? List.<Embedding>of() : embedder.embed(texts)).iterator();
        var result = new ArrayList<NewMemory>(batch.size());
        for (Slot slot : slots) {
            result.add(
                    switch (slot) {
                        case Slot.ToEmbed(var memory) -> memory.withEmbedding(made.next());
                        case Slot.Given(var memory) -> memory;
                        case Slot.Stored(var memory) -> memory;
                        case Slot.Repeated(var memory, int first) ->
                            keeping(memory, result.get(first).embedding());
                    });
        }
        return result;
    }

    /// What is to be done about each memory of a batch.
    private sealed interface Slot {
        NewMemory memory();

        record ToEmbed(NewMemory memory) implements Slot {}

        /// Brings its embedding.
        record Given(NewMemory memory) implements Slot {}

        /// Is in the store already, and has the embedding it has there.
        record Stored(NewMemory memory) implements Slot {}

        /// Has the id of one before it in the batch, at index `first`.
        record Repeated(NewMemory memory, int first) implements Slot {}
    }

    private static List<Slot> slots(List<NewMemory> batch, Map<UUID, Memory> there) {
        var slots = new ArrayList<Slot>(batch.size());
        var firstUses = new HashMap<UUID, Integer>();
        for (NewMemory memory : batch) {
            Optional<Memory> stored = memory.id().map(there::get);
            Optional<Integer> first = memory.id().map(id -> firstUses.putIfAbsent(id, slots.size()));
            if (stored.isPresent()) {
                NewMemory same = keeping(memory, stored.get().embedding());
                requireSame(same.isStoredAs(stored.get()), memory);
                slots.add(new Slot.Stored(same));
            } else if (first.isPresent()) {
                requireSame(memory.content().equals(batch.get(first.get()).content()), memory);
                slots.add(new Slot.Repeated(memory, first.get()));
            } else {
                slots.add(memory.embedding().isPresent() ? new Slot.Given(memory) : new Slot.ToEmbed(memory));
            }
        }
        return slots;
    }

    /// The store would find the conflict too, but only after the embedder was paid.
    private static void requireSame(boolean same, NewMemory memory) {
        if (!same) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "id " + memory.id().orElseThrow()
                            + " is taken by a different memory: choose another, or update it");
        }
    }

    /// Stores the batch once more if its conflict is only that the same memories came first by another way, and
    /// saw other turns before them.
    private List<Memory> storeAfterTwin(
            Namespace namespace, List<NewMemory> batch, List<NewMemory> embedded, MemoryException conflict) {
        Map<UUID, Memory> there = alreadyStored(namespace, batch);
        var again = new ArrayList<NewMemory>(embedded);
        for (int i = 0; i < again.size(); i++) {
            NewMemory memory = batch.get(i);
            Optional<Memory> twin = memory.id().map(there::get);
            if (twin.isPresent()) {
                again.set(i, keeping(memory, twin.get().embedding()));
            }
        }
        if (again.equals(embedded)) {
            throw conflict;
        }
        return inner().storeAll(namespace, again);
    }

    private static NewMemory keeping(NewMemory memory, Optional<Embedding> embedding) {
        return memory.embedding().isPresent()
                ? memory
                : embedding.map(memory::withEmbedding).orElse(memory);
    }

    private Embedding embed(String text) {
        return embedder.embed(List.of(text)).getFirst();
    }

    private void requireDimension(Embedding embedding) {
        if (embedding.dimension() != embedder.dimension()) {
            throw new IllegalArgumentException("the embedding has dimension " + embedding.dimension() + ", but "
                    + embedder.model() + ", which embeds for this store, makes " + embedder.dimension());
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
