package io.jamey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory to be stored. Only the content is required; what is left open the store fills in.
///
/// ```java
/// NewMemory.of("Prefers tea to coffee").build();
/// NewMemory.of("Let's meet on Friday").type(MemoryType.MESSAGE).session("s1").actor("Ann").build();
/// ```
///
/// @param content well-formed, not blank, without NUL, at most [Limits#CONTENT_BYTES] bytes of UTF-8
/// @param sequence only with a session, 0 to [Limits#SEQUENCE]
/// @param createdAt when it was learned or said, if not now
public record NewMemory(
        Optional<UUID> id,
        MemoryType type,
        String content,
        Optional<Embedding> embedding,
        Metadata metadata,
        Optional<String> session,
        OptionalLong sequence,
        Optional<String> actor,
        double importance,
        Optional<Instant> createdAt,
        Optional<Instant> expiresAt) {

    /// What a memory is worth when its writer does not say.
    public static final double DEFAULT_IMPORTANCE = 0.5;

    public NewMemory {
        Checks.text("content", content, Limits.CONTENT_BYTES);
        if (content.isBlank()) {
            throw new IllegalArgumentException("content must not be blank: there would be nothing to remember");
        }
        session.ifPresent(name -> Checks.name("session", name));
        actor.ifPresent(name -> Checks.name("actor", name));
        if (sequence.isPresent() && session.isEmpty()) {
            throw new IllegalArgumentException("sequence is the place in a session: name the session too");
        }
        if (sequence.isPresent() && (sequence.getAsLong() < 0 || sequence.getAsLong() > Limits.SEQUENCE)) {
            throw new IllegalArgumentException(
                    "sequence must be between 0 and " + Limits.SEQUENCE + ", not " + sequence.getAsLong());
        }
        importance = Checks.importance(importance);
        createdAt = createdAt.map(at -> Checks.time("createdAt", at));
        expiresAt = expiresAt.map(at -> Checks.time("expiresAt", at));
    }

    public static Builder of(String content) {
        return new Builder(content);
    }

    /// The memory a store makes of this.
    ///
    /// @param newSequence the place in the session, ignored when there is no session
    public Memory stored(Namespace namespace, UUID newId, long newSequence, Instant now) {
        Instant created = createdAt.orElseGet(() -> Checks.time("now", now));
        return new Memory(
                newId,
                namespace,
                type,
                content,
                embedding,
                metadata,
                session,
                session.isPresent() ? OptionalLong.of(sequence.orElse(newSequence)) : OptionalLong.empty(),
                actor,
                importance,
                created,
                Checks.time("now", now),
                created,
                expiresAt,
                1);
    }

    /// Whether `memory` is what storing this would have given: equal in everything the caller chose.
    public boolean isStoredAs(Memory memory) {
        return id.filter(memory.id()::equals).isPresent()
                && type.equals(memory.type())
                && content.equals(memory.content())
                && embedding.equals(memory.embedding())
                && metadata.equals(memory.metadata())
                && session.equals(memory.session())
                && (sequence.isEmpty() || sequence.equals(memory.sequence()))
                && actor.equals(memory.actor())
                && importance == memory.importance()
                && (createdAt.isEmpty() || createdAt.get().equals(memory.createdAt()))
                && expiresAt.equals(memory.expiresAt());
    }

    public NewMemory withType(MemoryType other) {
        return new NewMemory(
                id, other, content, embedding, metadata, session, sequence, actor, importance, createdAt, expiresAt);
    }

    public NewMemory withId(UUID other) {
        return new NewMemory(
                Optional.of(other),
                type,
                content,
                embedding,
                metadata,
                session,
                sequence,
                actor,
                importance,
                createdAt,
                expiresAt);
    }

    public NewMemory withEmbedding(Embedding other) {
        return new NewMemory(
                id,
                type,
                content,
                Optional.of(other),
                metadata,
                session,
                sequence,
                actor,
                importance,
                createdAt,
                expiresAt);
    }

    /// Without the content, which stays out of logs.
    @Override
    public String toString() {
        return "NewMemory[" + type + ", " + content.length() + " characters]";
    }

    public static final class Builder {
        private final String content;
        private @Nullable UUID id;
        private MemoryType type = MemoryType.SEMANTIC;
        private @Nullable Embedding embedding;
        private Metadata metadata = Metadata.empty();
        private @Nullable String session;
        private OptionalLong sequence = OptionalLong.empty();
        private @Nullable String actor;
        private double importance = DEFAULT_IMPORTANCE;
        private @Nullable Instant createdAt;
        private @Nullable Instant expiresAt;

        private Builder(String content) {
            this.content = content;
        }

        /// Choose an id to make the write repeatable, or to name the memory.
        public Builder id(UUID value) {
            id = value;
            return this;
        }

        public Builder type(MemoryType value) {
            type = value;
            return this;
        }

        public Builder embedding(Embedding value) {
            embedding = value;
            return this;
        }

        public Builder metadata(Metadata value) {
            metadata = value;
            return this;
        }

        /// At the end of this session.
        public Builder session(String value) {
            session = value;
            return this;
        }

        /// At this place in this session.
        public Builder session(String value, long place) {
            session = value;
            sequence = OptionalLong.of(place);
            return this;
        }

        public Builder actor(String value) {
            actor = value;
            return this;
        }

        public Builder importance(double value) {
            importance = value;
            return this;
        }

        public Builder createdAt(Instant value) {
            createdAt = value;
            return this;
        }

        public Builder expiresAt(Instant value) {
            expiresAt = value;
            return this;
        }

        public NewMemory build() {
            return new NewMemory(
                    Optional.ofNullable(id),
                    type,
                    content,
                    Optional.ofNullable(embedding),
                    metadata,
                    Optional.ofNullable(session),
                    sequence,
                    Optional.ofNullable(actor),
                    importance,
                    Optional.ofNullable(createdAt),
                    Optional.ofNullable(expiresAt));
        }
    }
}
