package io.jamey.json;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Memories as JSON objects.
///
/// Names: `id`, `namespace` (or `user_id`), `session_id` (or `run_id`), `sequence`, `actor`, `memory_type`,
/// `content` (or `text`, `memory`), `embedding`, `metadata`, `importance`, `created_at`, `updated_at`,
/// `last_accessed`, `expires_at`, `version`. Absent and null mean the same. Times are ISO-8601.
///
/// `updated_at`, `last_accessed` and `version` belong to the store: read, checked, and then left to it.
public final class MemoryJson {
    private static final FieldNames MEMORY = FieldNames.of(
                    "a memory",
                    "id",
                    "namespace",
                    "session_id",
                    "sequence",
                    "actor",
                    "memory_type",
                    "content",
                    "embedding",
                    "metadata",
                    "importance",
                    "created_at",
                    "updated_at",
                    "last_accessed",
                    "expires_at",
                    "version")
            .alias("text", "content")
            .alias("memory", "content")
            .alias("user_id", "namespace")
            .alias("run_id", "session_id");

    private static final FieldNames PATCH = FieldNames.of(
                    "a change",
                    "content",
                    "session_id",
                    "embedding",
                    "memory_type",
                    "metadata",
                    "actor",
                    "importance",
                    "expires_at",
                    "version")
            .alias("text", "content")
            .alias("memory", "content")
            .alias("run_id", "session_id");

    private MemoryJson() {}

    /// The JSON fields of a memory, for [Json#write].
    public static Map<String, Object> fields(Memory memory, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", memory.id());
        fields.put("namespace", memory.namespace().value());
        memory.session().ifPresent(session -> fields.put("session_id", session));
        memory.sequence().ifPresent(sequence -> fields.put("sequence", sequence));
        memory.actor().ifPresent(actor -> fields.put("actor", actor));
        fields.put("memory_type", memory.type().name());
        fields.put("content", memory.content());
        if (form != VectorForm.LEFT_OUT) {
            memory.embedding().ifPresent(embedding -> fields.put("embedding", form.write(embedding)));
        }
        fields.put("metadata", new Value.Fields(memory.metadata().fields()));
        fields.put("importance", memory.importance());
        fields.put("created_at", memory.createdAt());
        fields.put("updated_at", memory.updatedAt());
        fields.put("last_accessed", memory.lastAccessed());
        memory.expiresAt().ifPresent(time -> fields.put("expires_at", time));
        fields.put("version", memory.version());
        return fields;
    }

    /// The JSON fields of a page: `items`, `total`, `limit`, `offset` (unless it began at a cursor) and, unless
    /// it is the last, `next_cursor`.
    public static Map<String, Object> fields(Page page, PageRequest request, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "items",
                page.items().stream().map(memory -> fields(memory, form)).toList());
        fields.put("total", page.total());
        fields.put("limit", request.limit());
        if (request.cursor().isEmpty()) {
            fields.put("offset", request.offset());
        }
        page.next().ifPresent(cursor -> fields.put("next_cursor", cursor.token()));
        return fields;
    }

    /// A memory to be stored.
    public static WrittenMemory read(String document) {
        return TokenReader.read(document, MemoryJson::read);
    }

    /// A memory to be stored, from UTF-8.
    static WrittenMemory read(byte[] document) {
        return TokenReader.read(document, MemoryJson::read);
    }

    /// A change to a memory. Null takes `embedding` and `expires_at` away, and the memory out of its session; `version`
    /// is the one expected.
    public static MemoryPatch readPatch(String document) {
        return TokenReader.read(document, MemoryJson::readPatch);
    }

    /// Metadata from a JSON object.
    public static Metadata readMetadata(String document) {
        return TokenReader.read(document, MemoryJson::metadata);
    }

    private static WrittenMemory read(TokenReader in) {
        var parts = new Parts();
        in.object(MEMORY, name -> {
            if (!in.isNull()) {
                parts.read(name, in);
            }
        });
        return parts.memory();
    }

    private static MemoryPatch readPatch(TokenReader in) {
        var patch = MemoryPatch.change();
        in.object(PATCH, name -> {
            switch (name) {
                case "content" -> patch.content(in.text(name));
                case "embedding" -> {
                    if (in.isNull()) {
                        patch.withoutEmbedding();
                    } else {
                        patch.embedding(VectorForm.read(in));
                    }
                }
                case "session_id" -> {
                    if (!in.isNull()) {
                        throw new IllegalArgumentException(
                                "a memory cannot join a session later: 'session_id' can only be null, to leave it");
                    }
                    patch.withoutSession();
                }
                case "memory_type" -> patch.type(MemoryType.of(in.text(name)));
                case "metadata" -> patch.metadata(metadata(in));
                case "actor" -> patch.actor(in.text(name));
                case "importance" -> patch.importance(in.number(name));
                case "expires_at" -> {
                    if (in.isNull()) {
                        patch.neverExpires();
                    } else {
                        patch.expiresAt(in.time(name));
                    }
                }
                case "version" -> patch.expecting(in.whole(name));
                default -> throw new IllegalStateException(name);
            }
        });
        return patch.build();
    }

    private static Metadata metadata(TokenReader in) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        in.object("metadata", name -> fields.put(name, in.plain()));
        return Metadata.from(fields);
    }

    private static UUID id(String written) {
        if (written.length() == 36) {
            try {
                return UUID.fromString(written);
            } catch (IllegalArgumentException e) {
                throw noId(written, e);
            }
        }
        throw noId(written, null);
    }

    private static IllegalArgumentException noId(String written, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "id must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057, not '" + written + "'", cause);
    }

    /// The fields read so far.
    private static final class Parts {
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

        void read(String name, TokenReader in) {
            switch (name) {
                case "id" -> id = Optional.of(id(in.text(name)));
                case "namespace" -> namespace = Optional.of(Namespace.of(in.text(name)));
                case "session_id" -> session = Optional.of(in.text(name));
                case "sequence" -> sequence = OptionalLong.of(in.whole(name));
                case "actor" -> actor = Optional.of(in.text(name));
                case "memory_type" -> type = MemoryType.of(in.text(name));
                case "content" -> content = in.text(name);
                case "embedding" -> embedding = Optional.of(VectorForm.read(in));
                case "metadata" -> metadata = metadata(in);
                case "importance" -> importance = in.number(name);
                case "created_at" -> createdAt = Optional.of(in.time(name));
                case "expires_at" -> expiresAt = Optional.of(in.time(name));
                case "updated_at", "last_accessed" -> in.time(name);
                case "version" -> in.whole(name);
                default -> throw new IllegalStateException(name);
            }
        }

        WrittenMemory memory() {
            if (content == null) {
                throw new IllegalArgumentException("a memory needs 'content'");
            }
            return new WrittenMemory(
                    namespace,
                    new NewMemory(
                            id,
                            type,
                            content,
                            embedding,
                            metadata,
                            session,
                            sequence,
                            actor,
                            importance,
                            createdAt,
                            expiresAt));
        }
    }
}
