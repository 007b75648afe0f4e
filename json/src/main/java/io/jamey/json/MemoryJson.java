package io.jamey.json;

import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Memories as JSON objects.
///
/// Names: `id`, `namespace` (or `user_id`), `session_id` (or `run_id`), `sequence`, `actor`, `memory_type`,
/// `content` (or `text`, `memory`), `embedding`, `metadata`, `importance`, `created_at`, `updated_at`,
/// `last_accessed`, `expires_at`, `version`. Absent and null mean the same. Times are ISO-8601.
///
/// `updated_at`, `last_accessed` and `version` belong to the store: read, checked, and then left to it.
public final class MemoryJson {
    static final FieldNames MEMORY = FieldNames.of(
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

    private static final FieldNames MEMORY_OR_MEMORIES = MEMORY.and("memories");

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

    /// The JSON fields of memories, each made when it is written.
    public static Iterable<Map<String, Object>> fields(Collection<Memory> memories, VectorForm form) {
        return () -> memories.stream().map(memory -> fields(memory, form)).iterator();
    }

    /// The JSON fields of a page: `items`, `total`, `limit`, `offset` (unless it began at a cursor) and, unless
    /// it is the last, `next_cursor`.
    public static Map<String, Object> fields(Page page, PageRequest request, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("items", fields(page.items(), form));
        fields.put("total", page.total());
        fields.put("limit", request.limit());
        if (request.cursor().isEmpty()) {
            fields.put("offset", request.offset());
        }
        page.next().ifPresent(cursor -> fields.put("next_cursor", cursor.token()));
        return fields;
    }

    /// The JSON fields of a memory that is to be stored, for [Json#write].
    public static Map<String, Object> fields(NewMemory memory, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        memory.id().ifPresent(id -> fields.put("id", id));
        memory.session().ifPresent(session -> fields.put("session_id", session));
        memory.sequence().ifPresent(sequence -> fields.put("sequence", sequence));
        memory.actor().ifPresent(actor -> fields.put("actor", actor));
        fields.put("memory_type", memory.type().name());
        fields.put("content", memory.content());
        memory.embedding().ifPresent(embedding -> fields.put("embedding", form.write(embedding)));
        if (!memory.metadata().fields().isEmpty()) {
            fields.put("metadata", new Value.Fields(memory.metadata().fields()));
        }
        fields.put("importance", memory.importance());
        memory.createdAt().ifPresent(time -> fields.put("created_at", time));
        memory.expiresAt().ifPresent(time -> fields.put("expires_at", time));
        return fields;
    }

    /// The JSON fields of a change, for [Json#write].
    public static Map<String, @Nullable Object> fields(MemoryPatch patch, VectorForm form) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        patch.content().ifPresent(content -> fields.put("content", content));
        if (patch.removesEmbedding()) {
            fields.put("embedding", null);
        }
        patch.embedding().ifPresent(embedding -> fields.put("embedding", form.write(embedding)));
        patch.type().ifPresent(type -> fields.put("memory_type", type.name()));
        patch.metadata().ifPresent(metadata -> fields.put("metadata", new Value.Fields(metadata.fields())));
        patch.actor().ifPresent(actor -> fields.put("actor", actor));
        patch.importance().ifPresent(importance -> fields.put("importance", importance));
        if (patch.removesExpiry()) {
            fields.put("expires_at", null);
        }
        patch.expiresAt().ifPresent(time -> fields.put("expires_at", time));
        if (patch.leavesSession()) {
            fields.put("session_id", null);
        }
        patch.expectedVersion().ifPresent(version -> fields.put("version", version));
        return fields;
    }

    /// A memory to be stored.
    public static WrittenMemory read(String document) {
        return TokenReader.read(document, MemoryJson::read);
    }

    /// A memory to be stored, from UTF-8.
    public static WrittenMemory read(byte[] document) {
        return TokenReader.read(document, MemoryJson::read);
    }

    /// One memory, or `{"namespace":...,"memories":[...]}`, from UTF-8.
    public static WrittenMemories readMemories(byte[] document) {
        return TokenReader.read(document, MemoryJson::readMemories);
    }

    /// A change to a memory. Null takes `embedding` and `expires_at` away, and the memory out of its session; `version`
    /// is the one expected.
    public static MemoryPatch readPatch(String document) {
        return TokenReader.read(document, in -> readPatch(in, OptionalLong.empty()));
    }

    /// A change to a memory, from UTF-8.
    ///
    /// @param expected the version it is a change to, if something besides the document says so
    public static MemoryPatch readPatch(byte[] document, OptionalLong expected) {
        return TokenReader.read(document, in -> readPatch(in, expected));
    }

    /// Metadata from a JSON object.
    public static Metadata readMetadata(String document) {
        return TokenReader.read(document, MemoryJson::metadata);
    }

    private static WrittenMemory read(TokenReader in) {
        var parts = new MemoryParts();
        in.object(MEMORY, name -> {
            if (!in.isNull()) {
                parts.read(name, in);
            }
        });
        return parts.memory(in);
    }

    private static WrittenMemories readMemories(TokenReader in) {
        var parts = new MemoryParts();
        var memories = new ArrayList<WrittenMemory>();
        var names = new HashSet<String>();
        in.object(MEMORY_OR_MEMORIES, name -> {
            if (in.isNull()) {
                return;
            }
            names.add(name);
            if (!name.equals("memories")) {
                parts.read(name, in);
                return;
            }
            in.array(name, () -> {
                if (memories.size() == Limits.BATCH) {
                    throw new IllegalArgumentException(
                            "memories are more than " + Limits.BATCH + ": send several requests, or import them");
                }
                memories.add(read(in));
            });
        });
        if (!names.remove("memories")) {
            WrittenMemory memory = parts.memory(in);
            return new WrittenMemories(memory.namespace(), List.of(memory), true);
        }
        names.remove("namespace");
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("only 'namespace' stands beside 'memories', not '"
                    + names.iterator().next() + "': write it into each memory");
        }
        return new WrittenMemories(parts.namespace(), memories, false);
    }

    static MemoryPatch readPatch(TokenReader in, OptionalLong expected) {
        var patch = MemoryPatch.change();
        expected.ifPresent(patch::expecting);
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
                case "version" -> patch.expecting(version(in, expected));
                default -> throw new IllegalStateException(name);
            }
        });
        return in.naming(PATCH, patch::build);
    }

    private static long version(TokenReader in, OptionalLong expected) {
        long version = in.whole("version");
        if (expected.isPresent() && expected.getAsLong() != version) {
            throw new IllegalArgumentException("version " + version + " is not the one that is expected elsewhere, "
                    + expected.getAsLong() + ": leave one of them out");
        }
        return version;
    }

    static Metadata metadata(TokenReader in) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        in.object("metadata", name -> fields.put(name, in.plain()));
        return Metadata.from(fields);
    }
}
