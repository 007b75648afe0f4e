package io.jamey.server.rest;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.json.MemoryJson;
import io.jamey.json.SearchJson;
import io.jamey.json.SelectionJson;
import io.jamey.json.VectorForm;
import io.jamey.json.WrittenAccesses;
import io.jamey.json.WrittenChange;
import io.jamey.json.WrittenIds;
import io.jamey.json.WrittenSearch;
import io.jamey.json.WrittenSelection;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Memories that a question, a list of ids or a filter selects: `/v1/memories/search`, `batch-get`, `batch-delete`,
/// `update-matching`, `delete-matching`, `count` and `touch`.
final class SelectionResource {
    private final MemoryStore store;
    private final int resultsMax;

    SelectionResource(MemoryStore store, int resultsMax) {
        this.store = store;
        this.resultsMax = resultsMax;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/memories/search", this::search)
                        .taking("namespace")
                        .taking(VectorChoice.PARAMETERS),
                Route.post("/v1/memories/batch-get", this::get)
                        .taking("namespace")
                        .taking(VectorChoice.PARAMETERS),
                Route.post("/v1/memories/batch-delete", this::delete).taking("namespace"),
                Route.post("/v1/memories/update-matching", this::updateMatching).taking("namespace"),
                Route.post("/v1/memories/delete-matching", this::deleteMatching).taking("namespace"),
                Route.post("/v1/memories/count", this::count).taking("namespace"),
                Route.post("/v1/memories/touch", this::touch).taking("namespace"));
    }

    private Reply search(Call call) {
        VectorForm asked = VectorChoice.of(call.query());
        WrittenSearch written = SearchJson.read(call.body());
        SearchRequest request = written.request();
        if (request.limit() > resultsMax) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            "limit must be between 1 and " + resultsMax + ", not " + request.limit())
                    .with("pointer", "/limit")
                    .thrown();
        }
        VectorForm form = request.embeddings() ? VectorChoice.format(call.query()) : asked;
        boolean embeddings = form != VectorForm.LEFT_OUT;
        Namespace namespace = call.namespace(Permission.READ, written.namespace());
        return Reply.json(
                200,
                SearchJson.fields(store.search(namespace, embeddings ? request.returningEmbeddings() : request), form));
    }

    private Reply get(Call call) {
        VectorForm form = VectorChoice.of(call.query());
        WrittenIds written = SelectionJson.readIds(call.body());
        if (written.ids().size() > resultsMax) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            "ids must be at most " + resultsMax + ", not "
                                    + written.ids().size())
                    .with("pointer", "/ids")
                    .thrown();
        }
        Namespace namespace = call.namespace(Permission.READ, written.namespace());
        Map<UUID, Memory> found = store.retrieveBatch(namespace, written.ids());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("items", MemoryJson.fields(found.values(), form));
        fields.put(
                "missing",
                written.ids().stream()
                        .distinct()
                        .filter(id -> !found.containsKey(id))
                        .toList());
        return Reply.json(200, fields);
    }

    private Reply delete(Call call) {
        WrittenIds written = SelectionJson.readIds(call.body());
        Namespace namespace = call.namespace(Permission.WRITE, written.namespace());
        return Reply.json(200, Map.of("deleted", store.deleteBatch(namespace, written.ids())));
    }

    private Reply updateMatching(Call call) {
        WrittenChange written = SelectionJson.readChange(call.body());
        Namespace namespace = call.namespace(Permission.WRITE, written.namespace());
        return Reply.json(200, Map.of("updated", store.updateMatching(namespace, written.filter(), written.patch())));
    }

    private Reply deleteMatching(Call call) {
        WrittenSelection written = SelectionJson.readFilter(call.body());
        Filter filter = written.filter()
                .orElseThrow(() -> new IllegalArgumentException("'filter' is missing: {\"and\":[]} is everything, or"
                        + " drop the namespace with DELETE /v1/namespaces/{name}"));
        Namespace namespace = call.namespace(Permission.WRITE, written.namespace());
        return Reply.json(200, Map.of("deleted", store.deleteMatching(namespace, filter)));
    }

    private Reply count(Call call) {
        WrittenSelection written = SelectionJson.readFilter(call.body());
        Namespace namespace = call.namespace(Permission.READ, written.namespace());
        return Reply.json(
                200, Map.of("count", store.count(namespace, written.filter().orElse(Filter.everything()))));
    }

    private Reply touch(Call call) {
        WrittenAccesses written = SelectionJson.readAccesses(call.body());
        Namespace namespace = call.namespace(Permission.WRITE, written.namespace());
        store.touch(namespace, written.now());
        store.touchAt(namespace, written.times());
        return Reply.empty(204);
    }
}
