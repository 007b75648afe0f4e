package io.jamey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A change to a stored memory: what it does not name stays as it is. A memory can leave its session, and never
/// joins another or moves in it.
///
/// ```java
/// MemoryPatch.change().content("Prefers green tea").expecting(1).build();
/// ```
public final class MemoryPatch {
    private final @Nullable String content;
    private final @Nullable Embedding embedding;
    private final boolean dropsEmbedding;
    private final @Nullable MemoryType type;
    private final @Nullable Metadata metadata;
    private final @Nullable String actor;
    private final @Nullable Double importance;
    private final @Nullable Instant expiresAt;
    private final boolean dropsExpiry;
    private final boolean leavesSession;
    private final OptionalLong expectedVersion;

    private MemoryPatch(Builder b) {
        content = b.content;
        embedding = b.embedding;
        dropsEmbedding = b.dropsEmbedding;
        type = b.type;
        metadata = b.metadata;
        actor = b.actor;
        importance = b.importance == null ? null : Checks.importance(b.importance);
        expiresAt = b.expiresAt == null ? null : Checks.time("expiresAt", b.expiresAt);
        dropsExpiry = b.dropsExpiry;
        leavesSession = b.leavesSession;
        expectedVersion = b.expectedVersion;
        if (content != null) {
            NewMemory.of(content).build();
        }
        if (actor != null) {
            Checks.name("actor", actor);
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() < 1) {
            throw new IllegalArgumentException("expected version must be at least 1");
        }
        if ((embedding != null && dropsEmbedding) || (expiresAt != null && dropsExpiry)) {
            throw new IllegalArgumentException("a patch cannot both set and remove the same thing");
        }
    }

    public static Builder change() {
        return new Builder();
    }

    /// New content that came without a word about the embedding: the place for a layer to supply one.
    public Optional<String> contentToEmbed() {
        return embedding == null && !dropsEmbedding ? Optional.ofNullable(content) : Optional.empty();
    }

    /// The new content, if the patch brings one.
    public Optional<String> content() {
        return Optional.ofNullable(content);
    }

    /// The new embedding, if the patch brings one.
    public Optional<Embedding> embedding() {
        return Optional.ofNullable(embedding);
    }

    public boolean removesEmbedding() {
        return dropsEmbedding;
    }

    public Optional<MemoryType> type() {
        return Optional.ofNullable(type);
    }

    /// What replaces all metadata, if the patch brings any.
    public Optional<Metadata> metadata() {
        return Optional.ofNullable(metadata);
    }

    public Optional<String> actor() {
        return Optional.ofNullable(actor);
    }

    public OptionalDouble importance() {
        return importance == null ? OptionalDouble.empty() : OptionalDouble.of(importance);
    }

    /// The new expiry, if the patch brings one.
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    public boolean removesExpiry() {
        return dropsExpiry;
    }

    public boolean leavesSession() {
        return leavesSession;
    }

    public OptionalLong expectedVersion() {
        return expectedVersion;
    }

    /// This patch, if it can be applied to any number of memories: it neither brings what belongs to one memory nor
    /// expects its version.
    ///
    /// @throws IllegalArgumentException if it does
    public MemoryPatch forMany() {
        if (content != null || embedding != null || expectedVersion.isPresent()) {
            throw new IllegalArgumentException(
                    "a change to many memories cannot bring content or an embedding or expect a version:"
                            + " update one by one");
        }
        return this;
    }

    public MemoryPatch withEmbedding(Embedding other) {
        var b = new Builder();
        b.content = content;
        b.embedding = other;
        b.type = type;
        b.metadata = metadata;
        b.actor = actor;
        b.importance = importance;
        b.expiresAt = expiresAt;
        b.dropsExpiry = dropsExpiry;
        b.leavesSession = leavesSession;
        b.expectedVersion = expectedVersion;
        return b.build();
    }

    /// The memory as it will be: the same object when nothing changes, else with the next version and update
    /// time `now`.
    ///
    /// @param memory with its embedding
    /// @throws MemoryException `CONFLICT` when the memory has another version than expected
    public Memory appliedTo(Memory memory, Instant now) {
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != memory.version()) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "memory " + memory.id() + " has version " + memory.version() + ", not the expected "
                            + expectedVersion.getAsLong() + ": read it again and repeat the change");
        }
        Memory changed = new Memory(
                memory.id(),
                memory.namespace(),
                type == null ? memory.type() : type,
                content == null ? memory.content() : content,
                embeddingAfter(memory),
                metadata == null ? memory.metadata() : metadata,
                leavesSession ? Optional.empty() : memory.session(),
                leavesSession ? OptionalLong.empty() : memory.sequence(),
                actor == null ? memory.actor() : Optional.of(actor),
                importance == null ? memory.importance() : importance,
                memory.createdAt(),
                memory.updatedAt(),
                memory.lastAccessed(),
                dropsExpiry ? Optional.empty() : expiresAt == null ? memory.expiresAt() : Optional.of(expiresAt),
                memory.version());
        if (changed.equals(memory)) {
            return memory;
        }
        return new Memory(
                changed.id(),
                changed.namespace(),
                changed.type(),
                changed.content(),
                changed.embedding(),
                changed.metadata(),
                changed.session(),
                changed.sequence(),
                changed.actor(),
                changed.importance(),
                changed.createdAt(),
                Checks.time("now", now),
                changed.lastAccessed(),
                changed.expiresAt(),
                changed.version() + 1);
    }

    private Optional<Embedding> embeddingAfter(Memory memory) {
        if (embedding != null) {
            return Optional.of(embedding);
        }
        boolean otherWords = content != null && !content.equals(memory.content());
        return dropsEmbedding || otherWords ? Optional.empty() : memory.embedding();
    }

    public static final class Builder {
        private @Nullable String content;
        private @Nullable Embedding embedding;
        private boolean dropsEmbedding;
        private @Nullable MemoryType type;
        private @Nullable Metadata metadata;
        private @Nullable String actor;
        private @Nullable Double importance;
        private @Nullable Instant expiresAt;
        private boolean dropsExpiry;
        private boolean leavesSession;
        private OptionalLong expectedVersion = OptionalLong.empty();

        private Builder() {}

        public Builder content(String value) {
            content = value;
            return this;
        }

        public Builder embedding(Embedding value) {
            embedding = value;
            return this;
        }

        public Builder withoutEmbedding() {
            dropsEmbedding = true;
            return this;
        }

        public Builder type(MemoryType value) {
            type = value;
            return this;
        }

        /// Replaces all metadata.
        public Builder metadata(Metadata value) {
            metadata = value;
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

        public Builder expiresAt(Instant value) {
            expiresAt = value;
            return this;
        }

        public Builder neverExpires() {
            dropsExpiry = true;
            return this;
        }

        /// Out of its session, whose other memories keep their places.
        public Builder withoutSession() {
            leavesSession = true;
            return this;
        }

        /// Change it only if it still has this version.
        public Builder expecting(long version) {
            expectedVersion = OptionalLong.of(version);
            return this;
        }

        public MemoryPatch build() {
            return new MemoryPatch(this);
        }
    }
}
