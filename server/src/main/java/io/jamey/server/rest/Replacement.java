package io.jamey.server.rest;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import java.util.OptionalLong;

/// A stored memory made to be what a whole new one says. What never changes (its session and place, when it was
/// created) must be left out, or be as it is; so must an actor that is there.
final class Replacement {
    private static final int ATTEMPTS = 10;

    private final MemoryStore store;

    Replacement(MemoryStore store) {
        this.store = store;
    }

    /// @param expected the version to be replaced, if not whichever is there
    Memory of(Namespace namespace, Memory first, NewMemory wanted, OptionalLong expected) {
        Memory there = first;
        for (int attempt = 1; ; attempt++) {
            requireSamePlace(there, wanted);
            try {
                return store.update(namespace, there.id(), patch(there, wanted, expected))
                        .orElseGet(() -> store.store(namespace, wanted));
            } catch (MemoryException e) {
                boolean lost = e.kind() == MemoryException.Kind.CONFLICT && expected.isEmpty();
                if (!lost || attempt == ATTEMPTS) {
                    throw e;
                }
                there = store.retrieve(namespace, there.id()).orElse(there);
            }
        }
    }

    private static MemoryPatch patch(Memory there, NewMemory wanted, OptionalLong expected) {
        var patch = MemoryPatch.change()
                .content(wanted.content())
                .type(wanted.type())
                .metadata(wanted.metadata())
                .importance(wanted.importance())
                .expecting(expected.orElse(there.version()));
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
