package io.jamey.json;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What has been read of a memory's fields.
final class MemoryParts {
    private Optional<Namespace> namespace = Optional.empty();
    private Optional<UUID> id = Optional.empty();
    private MemoryType type = MemoryType.SEMANTIC;
    private @Nullable String content;
    private Optional<Embedding> embedding = Optional.empty();
    private Metadata metadata = Metadata.empty();
    private Optional<String> session = Optional.empty();
    private OptionalLong sequence = OptionalLong.empty();
    private Optional<String> actor = Optional.empty();
    private double importance = NewMemory.DEFAULT_IMPORTANCE;
    private Optional<Instant> createdAt = Optional.empty();
    private Optional<Instant> expiresAt = Optional.empty();
    private Optional<Instant> updatedAt = Optional.empty();
    private Optional<Instant> lastAccessed = Optional.empty();
    private OptionalLong version = OptionalLong.empty();

    Optional<Namespace> namespace() {
        return namespace;
    }

    void read(String name, TokenReader in) {
        switch (name) {
            case "id" -> id = Optional.of(in.id(name));
            case "namespace" -> namespace = Optional.of(Namespace.of(in.text(name)));
            case "session_id" -> session = Optional.of(in.text(name));
            case "sequence" -> sequence = OptionalLong.of(in.whole(name));
            case "actor" -> actor = Optional.of(in.text(name));
            case "memory_type" -> type = MemoryType.of(in.text(name));
            case "content" -> content = in.text(name);
            case "embedding" -> embedding = Optional.of(VectorForm.read(in));
            case "metadata" -> metadata = MemoryJson.metadata(in);
            case "importance" -> importance = in.number(name);
            case "created_at" -> createdAt = Optional.of(in.time(name));
            case "expires_at" -> expiresAt = Optional.of(in.time(name));
            case "updated_at" -> updatedAt = Optional.of(in.time(name));
            case "last_accessed" -> lastAccessed = Optional.of(in.time(name));
            case "version" -> version = OptionalLong.of(in.whole(name));
            default -> throw new IllegalStateException(name);
        }
    }

    /// A memory that is to be stored.
    WrittenMemory memory(TokenReader in) {
        String words = content;
        if (words == null) {
            throw new IllegalArgumentException("a memory needs 'content'");
        }
        return new WrittenMemory(
                namespace,
                in.naming(
                        MemoryJson.MEMORY,
                        () -> new NewMemory(
                                id,
                                type,
                                words,
                                embedding,
                                metadata,
                                session,
                                sequence,
                                actor,
                                importance,
                                createdAt,
                                expiresAt)));
    }

    /// A memory that a store holds: what stores always say must be there.
    Memory stored() {
        String words = content;
        if (words == null) {
            throw missing("content");
        }
        return new Memory(
                id.orElseThrow(() -> missing("id")),
                namespace.orElseThrow(() -> missing("namespace")),
                type,
                words,
                embedding,
                metadata,
                session,
                sequence,
                actor,
                importance,
                createdAt.orElseThrow(() -> missing("created_at")),
                updatedAt.orElseThrow(() -> missing("updated_at")),
                lastAccessed.orElseThrow(() -> missing("last_accessed")),
                expiresAt,
                version.orElseThrow(() -> missing("version")));
    }

    private static IllegalArgumentException missing(String field) {
        return new IllegalArgumentException("a stored memory has '" + field + "'");
    }
}
