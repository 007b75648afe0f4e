package io.jamey.server.rest;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// The memory of an id made to be what a whole new one says, whether or not it is there. What never changes
/// (its session and place, when it was created) must be left out, or be as it is; so must an actor that is
/// there.
final class Replacement {
    private static final int ATTEMPTS = 10;

    private final MemoryStore store;

    Replacement(MemoryStore store) {
        this.store = store;
    }

    /// What came of it.
    record Put(Memory memory, boolean isNew) {}

    /// Looks again when somebody else wrote between its look and its write.
    ///
    /// @param condition is shown what is there at each look, and throws unless that may be replaced
    Put put(Namespace namespace, UUID id, NewMemory wanted, Consumer<Optional<Memory>> condition) {
        for (int attempt = 1; ; attempt++) {
            Optional<Memory> there = store.retrieve(namespace, id);
            condition.accept(there);
            try {
                return there.isPresent()
                        ? new Put(replace(namespace, there.get(), wanted), false)
                        : new Put(store.store(namespace, wanted.withId(id)), true);
            } catch (MemoryException e) {
                if (e.kind() != MemoryException.Kind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Memory replace(Namespace namespace, Memory there, NewMemory wanted) {
        requireSamePlace(there, wanted);
        return store.update(namespace, there.id(), patch(there, wanted))
                .orElseThrow(() -> new MemoryException(
                        MemoryException.Kind.CONFLICT, "memory " + there.id() + " was deleted meanwhile"));
    }

    private static MemoryPatch patch(Memory there, NewMemory wanted) {
        var patch = MemoryPatch.change()
                .content(wanted.content())
                .type(wanted.type())
                .metadata(wanted.metadata())
                .importance(wanted.importance())
                .expecting(there.version());
        wanted.actor().ifPresent(patch::actor);
        wanted.embedding().ifPresent(patch::embedding);
        wanted.expiresAt().ifPresentOrElse(patch::expiresAt, patch::neverExpires);
        return patch.build();
    }

    private static void requireSamePlace(Memory there, NewMemory wanted) {
        require(wanted.session().isEmpty() || wanted.session().equals(there.session()), "session_id");
        require(wanted.sequence().isEmpty() || wanted.sequence().equals(there.sequence()), "sequence");
        require(wanted.createdAt().filter(at -> !at.equals(there.createdAt())).isEmpty(), "created_at");
        require(wanted.actor().isPresent() || there.actor().isEmpty(), "actor");
    }

    private static void require(boolean same, String field) {
        if (!same) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            field.equals("actor")
                                    ? "an actor cannot be taken away: name it, or another"
                                    : field + " never changes: leave it out, or delete the memory and store a new one")
                    .with("pointer", "/" + field)
                    .thrown();
        }
    }
}
