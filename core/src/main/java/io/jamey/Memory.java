package io.jamey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A memory as a store holds it. Times are whole microseconds.
///
/// @param embedding absent when there is none, or when the call that returned the memory did not ask for
///     embeddings
/// @param session the conversation or run it belongs to
/// @param sequence its place in the session, present exactly when the session is
/// @param actor who said or did it
/// @param importance 0 (trivial) to 1 (vital)
/// @param lastAccessed coarse; when it was last returned by a retrieve or search or touched, at first its
///     creation
/// @param expiresAt from this instant on the memory is invisible and will be deleted
/// @param version 1 when stored, one more with each change
public record Memory(
        UUID id,
        Namespace namespace,
        MemoryType type,
        String content,
        Optional<Embedding> embedding,
        Metadata metadata,
        Optional<String> session,
        OptionalLong sequence,
        Optional<String> actor,
        double importance,
        Instant createdAt,
        Instant updatedAt,
        Instant lastAccessed,
        Optional<Instant> expiresAt,
        long version) {

    public Memory {
        if (session.isPresent() != sequence.isPresent()) {
            throw new IllegalArgumentException("a memory has a session and a sequence, or neither");
        }
    }

    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    public Memory withEmbedding(Optional<Embedding> other) {
        return new Memory(
                id,
                namespace,
                type,
                content,
                other,
                metadata,
                session,
                sequence,
                actor,
                importance,
                createdAt,
                updatedAt,
                lastAccessed,
                expiresAt,
                version);
    }

    public Memory withLastAccessed(Instant at) {
        return new Memory(
                id,
                namespace,
                type,
                content,
                embedding,
                metadata,
                session,
                sequence,
                actor,
                importance,
                createdAt,
                updatedAt,
                at,
                expiresAt,
                version);
    }

    /// Without the content, which stays out of logs.
    @Override
    public String toString() {
        return "Memory[" + id + " in " + namespace + ", " + type + ", version " + version + ", " + content.length()
                + " characters]";
    }
}
