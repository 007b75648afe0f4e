package io.jamey.server.tools;

import io.jamey.Cursor;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.json.FilterJson;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.SearchJson;
import io.jamey.json.VectorForm;
import io.jamey.server.access.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the tools do, for one caller: each from arguments to the fields of its answer.
///
/// @param source of what this caller writes
record MemoryCalls(MemoryStore store, ToolCaller caller, Provenance source) {
    private static final int PAGE_LIMIT = 20;
    private static final List<MemoryType> TYPES =
            List.of(MemoryType.SEMANTIC, MemoryType.EPISODIC, MemoryType.PROCEDURAL, MemoryType.MESSAGE);
    private static final Map<String, Object> NEW_MEMORY = Schemas.object(Schemas.newMemory(), "content");

    Map<String, Object> add(Arguments arguments) {
        Memory stored = store.store(writable(), newMemory(arguments));
        return Map.of("memory", fields(stored));
    }

    Map<String, Object> addAll(Arguments arguments) {
        Namespace namespace = writable();
        var memories = new ArrayList<NewMemory>();
        for (Object item : arguments.list("memories")) {
            String what = "memories[" + memories.size() + "]";
            try {
                memories.add(newMemory(Arguments.of("a memory", NEW_MEMORY, Arguments.object(what, item))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        what + ": " + e.getMessage() + ". None of the memories was stored.", e);
            }
        }
        return Map.of(
                "memories",
                store.storeAll(namespace, memories).stream()
                        .map(MemoryCalls::fields)
                        .toList());
    }

    private NewMemory newMemory(Arguments arguments) {
        return MemoryJson.read(source.signed(arguments).document()).memory();
    }

    Map<String, Object> search(Arguments arguments) {
        Namespace namespace = readable();
        arguments.whole("limit", SearchRequest.DEFAULT_LIMIT, Schemas.RESULTS_MAX);
        SearchRequest request = SearchJson.read(arguments.document()).request();
        return SearchJson.fields(store.search(namespace, request), VectorForm.LEFT_OUT);
    }

    Map<String, Object> get(Arguments arguments) {
        UUID id = arguments.id();
        return Map.of("memory", fields(store.retrieve(readable(), id).orElseThrow(() -> missing(id))));
    }

    Map<String, Object> list(Arguments arguments) {
        PageRequest request = PageRequest.of(arguments.whole("limit", PAGE_LIMIT, Schemas.RESULTS_MAX))
                .where(filter(arguments).orElse(Filter.everything()))
                .ordered(order(arguments.text("order").orElse("newest_first")));
        Optional<String> cursor = arguments.text("cursor");
        if (cursor.isPresent()) {
            request = request.after(new Cursor(cursor.get()));
        }
        Page page = store.listPaginated(readable(), request);
        Map<String, Object> fields = MemoryJson.fields(page, request, VectorForm.LEFT_OUT);
        fields.remove("offset");
        return fields;
    }

    private static PageRequest.Order order(String written) {
        return switch (written) {
            case "newest_first" -> PageRequest.Order.NEWEST_FIRST;
            case "oldest_first" -> PageRequest.Order.OLDEST_FIRST;
            default ->
                throw new IllegalArgumentException("order must be newest_first or oldest_first, not '" + written + "'");
        };
    }

    Map<String, Object> update(Arguments arguments) {
        UUID id = arguments.id();
        Namespace namespace = writable();
        Arguments changes = arguments.without("id");
        if (changes.without("version").given().isEmpty()) {
            throw new IllegalArgumentException("name what to change: content, metadata, importance or another field");
        }
        if (changes.has("metadata")) {
            Memory there = store.retrieve(namespace, id).orElseThrow(() -> missing(id));
            changes = Provenance.kept(there, changes);
        }
        MemoryPatch patch = MemoryJson.readPatch(changes.document());
        return Map.of("memory", fields(store.update(namespace, id, patch).orElseThrow(() -> missing(id))));
    }

    Map<String, Object> delete(Arguments arguments) {
        return Map.of("deleted", store.delete(writable(), arguments.id()));
    }

    Map<String, Object> deleteAll(Arguments arguments) {
        if (arguments.has("ids") == arguments.has("filter")) {
            throw new IllegalArgumentException("name what to delete: either 'ids' or a 'filter'");
        }
        if (arguments.has("ids")) {
            return Map.of("deleted", store.deleteBatch(writable(), arguments.ids()));
        }
        Filter filter = filter(arguments).orElseThrow();
        if (filter.equals(Filter.everything()) || filter.equals(Filter.and())) {
            throw new IllegalArgumentException(
                    "this filter accepts every memory: name a condition, or the ids of what is to go");
        }
        return Map.of("deleted", store.deleteMatching(writable(), filter));
    }

    Map<String, Object> stats(Arguments arguments) {
        Namespace namespace = readable();
        long all = store.count(namespace, Filter.everything());
        var byType = new LinkedHashMap<String, Object>();
        long known = 0;
        for (MemoryType type : TYPES) {
            long count = store.count(namespace, Filter.type(type));
            byType.put(type.name(), count);
            known += count;
        }
        byType.put("other", Math.max(0, all - known));
        return Schemas.fields(
                "namespace",
                namespace.value(),
                "memories",
                all,
                "by_type",
                byType,
                "in_sessions",
                store.count(namespace, Filter.exists(Field.SESSION)),
                "expiring",
                store.count(namespace, Filter.exists(Field.EXPIRES_AT)));
    }

    private static Optional<Filter> filter(Arguments arguments) {
        return arguments.has("filter")
                ? Optional.of(FilterJson.read(Json.write(arguments.given().get("filter"))))
                : Optional.empty();
    }

    private Namespace readable() {
        caller.caller().require(Permission.READ, caller.namespace());
        return caller.namespace();
    }

    private Namespace writable() {
        caller.caller().require(Permission.WRITE, caller.namespace());
        return caller.namespace();
    }

    private static Map<String, Object> fields(Memory memory) {
        return MemoryJson.fields(memory, VectorForm.LEFT_OUT);
    }

    private static IllegalArgumentException missing(UUID id) {
        return new IllegalArgumentException(
                "there is no memory with id " + id + " (any more): find the right one with search_memories");
    }
}
