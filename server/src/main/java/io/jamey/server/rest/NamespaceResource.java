package io.jamey.server.rest;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v1/namespaces`: those the caller may see, and their end.
final class NamespaceResource {
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 1000;

    private final MemoryStore store;

    NamespaceResource(MemoryStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/namespaces", this::list).taking("limit", "offset", "after", "names_only"),
                Route.delete("/v1/namespaces/{name}", this::drop));
    }

    private Reply list(Call call) {
        int limit = call.query().within("limit", 1, PAGE_MAX, PAGE);
        int offset = call.query().within("offset", 0, Integer.MAX_VALUE, 0);
        boolean counted = !call.query().flag("names_only");
        List<Namespace> seen =
                store.namespaces().stream().filter(call.caller()::sees).toList();
        var fields = new LinkedHashMap<String, Object>();
        Optional<Namespace> after = call.query().read("after", Namespace::of);
        fields.put(
                "items",
                seen.stream()
                        .filter(namespace -> after.isEmpty() || namespace.compareTo(after.get()) > 0)
                        .skip(offset)
                        .limit(limit)
                        .map(namespace -> item(namespace, counted))
                        .toList());
        fields.put("total", seen.size());
        fields.put("limit", limit);
        fields.put("offset", offset);
        return Reply.json(200, fields);
    }

    /// Counting costs a look at the store for each namespace.
    private Map<String, Object> item(Namespace namespace, boolean counted) {
        var item = new LinkedHashMap<String, Object>();
        item.put("name", namespace.value());
        if (counted) {
            item.put("memories", store.count(namespace, Filter.everything()));
        }
        return item;
    }

    private Reply drop(Call call) {
        Namespace namespace = Namespace.of(call.name("name"));
        call.caller().require(Permission.ADMINISTER, namespace);
        return Reply.json(200, Map.of("deleted", store.drop(namespace)));
    }
}
