package io.jamey.server.tools;

import io.jamey.Limits;
import io.jamey.NewMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON schemas (2020-12) of what tools take and give.
final class Schemas {
    private Schemas() {}

    static Map<String, Object> text(String description) {
        return typed("string", description);
    }

    static Map<String, Object> whole(String description, long min, long max) {
        var schema = typed("integer", description);
        schema.put("minimum", min);
        schema.put("maximum", max);
        return schema;
    }

    static Map<String, Object> count(String description) {
        var schema = typed("integer", description);
        schema.put("minimum", 0);
        return schema;
    }

    static Map<String, Object> number(String description) {
        return typed("number", description);
    }

    static Map<String, Object> flag(String description) {
        return typed("boolean", description);
    }

    static Map<String, Object> anyObject(String description) {
        return typed("object", description);
    }

    static Map<String, Object> choice(String description, String... values) {
        var schema = typed("string", description);
        schema.put("enum", List.of(values));
        return schema;
    }

    /// May also be null, which takes the value away.
    static Map<String, Object> orNull(Map<String, Object> schema) {
        var either = new LinkedHashMap<>(schema);
        either.put("type", List.of(schema.getOrDefault("type", "string"), "null"));
        return either;
    }

    static Map<String, Object> list(String description, Map<String, Object> items, int max) {
        var schema = typed("array", description);
        schema.put("items", items);
        schema.put("minItems", 1);
        schema.put("maxItems", max);
        return schema;
    }

    static Map<String, Object> listOf(Map<String, Object> items) {
        return new LinkedHashMap<>(Map.of("type", "array", "items", items));
    }

    /// An object with these fields and no others.
    static Map<String, Object> object(Map<String, Object> properties, String... required) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (required.length > 0) {
            schema.put("required", List.of(required));
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    static Map<String, Object> fields(Object... namesAndSchemas) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            fields.put((String) namesAndSchemas[i], namesAndSchemas[i + 1]);
        }
        return fields;
    }

    static Map<String, Object> id() {
        return text("The memory's id, a UUID as search_memories and list_memories give it");
    }

    static Map<String, Object> filter() {
        return anyObject("Only memories that fulfil a condition: {\"field\":\"metadata.project\",\"op\":\"eq\","
                + "\"value\":\"x\"} with op eq, ne, in, lt, lte, gt, gte, contains or exists; combine with"
                + " {\"and\":[...]}, {\"or\":[...]}, {\"not\":{...}}. Fields: memory_type, session_id, actor, importance,"
                + " created_at, updated_at, last_accessed, expires_at, metadata.<key>");
    }

    /// What a memory to be added may say.
    static Map<String, Object> newMemory() {
        return fields(
                "content",
                text("The fact, preference, event or message, as a sentence that is understood without this"
                        + " conversation"),
                "memory_type",
                text(
                        "semantic (fact or preference; the default), episodic (something that happened), procedural (how"
                                + " something is done), message (a turn of a conversation), or a name of your own in lower case"),
                "actor",
                text("Who said or did it, such as the user's name"),
                "importance",
                importance(),
                "metadata",
                anyObject("Named values to filter by later, such as {\"project\":\"x\"}"),
                "session_id",
                text("The conversation or run it belongs to"),
                "created_at",
                text("When it was said or happened, if not now: ISO-8601, such as 2025-05-06T07:08:09Z"),
                "expires_at",
                text("From when on it should be forgotten, if ever: ISO-8601"),
                "id",
                text("A UUID of your own, so that the same call can be repeated without storing twice"));
    }

    static Map<String, Object> importance() {
        var schema = number("From 0 (trivial) to 1 (vital); " + NewMemory.DEFAULT_IMPORTANCE + " if left out");
        schema.put("minimum", 0);
        schema.put("maximum", 1);
        return schema;
    }

    /// A memory as tools return it, and these fields besides.
    static Map<String, Object> memory(Object... besides) {
        var properties = fields(
                "id",
                text("For get_memory, update_memory and delete_memory"),
                "namespace",
                text("Whose memory it is"),
                "session_id",
                text("The session it belongs to"),
                "sequence",
                count("Its place in the session"),
                "actor",
                text("Who said or did it"),
                "memory_type",
                text("What kind of memory it is"),
                "content",
                text("What is remembered"),
                "metadata",
                anyObject("Named values; provenance says which client wrote it"),
                "importance",
                number("From 0 to 1"),
                "created_at",
                text("When it was said or happened"),
                "updated_at",
                text("When it was changed last"),
                "last_accessed",
                text("When it was used last"),
                "expires_at",
                text("When it will be forgotten"),
                "version",
                count("Counts changes; name it in update_memory to change only what you have seen"));
        properties.putAll(fields(besides));
        var required = new ArrayList<>(List.of("id", "namespace", "memory_type", "content", "metadata", "version"));
        return object(properties, required.toArray(String[]::new));
    }

    /// So many results and memories in one call are plenty for a model.
    static final int RESULTS_MAX = 100;

    static final int BATCH_MAX = Math.min(1_000, Limits.BATCH);

    private static Map<String, Object> typed(String type, String description) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }
}
