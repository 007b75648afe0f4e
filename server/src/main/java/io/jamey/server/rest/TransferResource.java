package io.jamey.server.rest;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.json.FilterJson;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/v1/export` and `/v1/import`: memories with their embeddings as lines of NDJSON, any number of them.
final class TransferResource {
    /// Memories in memory at one time.
    private static final int PIECE = 100;

    private final MemoryStore store;

    TransferResource(MemoryStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/export", this::export)
                        .taking("namespace", "all_namespaces", "filter", "after", "embedding_format")
                        .giving(Reply.NDJSON)
                        .streaming(),
                Route.post("/v1/import", call -> new Import(store, call).run())
                        .taking("namespace", "first_line")
                        .streaming(Reply.NDJSON, "application/jsonl"));
    }

    private Reply export(Call call) {
        VectorForm form = VectorChoice.format(call.query());
        Filter filter = call.query().read("filter", FilterJson::read).orElse(Filter.everything());
        List<Namespace> namespaces = namespaces(call);
        PageRequest all = PageRequest.of(PIECE)
                .where(filter)
                .ordered(PageRequest.Order.OLDEST_FIRST)
                .withEmbeddings();
        PageRequest first = call.query()
                .read("after", TransferResource::id)
                .map(id -> all.after(Cursor.after(lastSeen(namespaces, id), all)))
                .orElse(all);
        return Reply.stream(Reply.NDJSON, out -> {
            PageRequest from = first;
            for (Namespace namespace : namespaces) {
                write(namespace, from, form, out);
                from = all;
            }
        });
    }

    /// In order, beginning with the one the caller names.
    private List<Namespace> namespaces(Call call) {
        if (!call.query().flag("all_namespaces")) {
            return List.of(call.namespace(Permission.READ));
        }
        call.caller().requireEverywhere(Permission.READ);
        Optional<Namespace> first = call.query().read("namespace", Namespace::of);
        return store.namespaces().stream()
                .filter(namespace -> first.isEmpty() || namespace.compareTo(first.get()) >= 0)
                .toList();
    }

    private Memory lastSeen(List<Namespace> namespaces, UUID id) {
        return namespaces.stream()
                .findFirst()
                .flatMap(namespace -> store.retrieve(namespace, id))
                .orElseThrow(() -> Problem.of(
                                ProblemType.NOT_FOUND,
                                "the namespace has no memory " + id + " any more: go on after the line before it")
                        .with("parameter", "after")
                        .thrown());
    }

    private void write(Namespace namespace, PageRequest first, VectorForm form, OutputStream out) throws IOException {
        Optional<PageRequest> next = Optional.of(first);
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page page = store.listPaginated(namespace, request);
            for (Memory memory : page.items()) {
                Json.write(out, MemoryJson.fields(memory, form));
                out.write('\n');
            }
            next = page.next().map(request::after);
        }
    }

    private static UUID id(String written) {
        if (written.length() != 36) {
            throw new IllegalArgumentException("after must be the id of the last line that arrived whole");
        }
        return UUID.fromString(written);
    }
}
