package io.jamey.server.rest;

import io.jamey.Cursor;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.json.FilterJson;
import io.jamey.json.MemoryJson;
import io.jamey.json.PageJson;
import io.jamey.json.VectorForm;
import io.jamey.json.WrittenMemories;
import io.jamey.json.WrittenMemory;
import io.jamey.json.WrittenPage;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.EntityTag;
import io.jamey.server.http.PercentCoding;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Query;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/// `/v1/memories` and `/v1/memories/{id}`.
final class MemoryResource {
    private static final int PAGE = 50;

    private final ConditionalStore store;
    private final IdempotentWrites writes;
    private final int pageMax;
    private final Replacement replacement;

    MemoryResource(ConditionalStore store, IdempotentWrites writes, int pageMax) {
        this.store = store;
        this.writes = writes;
        this.pageMax = pageMax;
        replacement = new Replacement(store);
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/memories", this::store).taking("namespace").taking(VectorChoice.PARAMETERS),
                Route.get("/v1/memories", this::list)
                        .taking("namespace", "limit", "offset", "cursor", "filter", "order")
                        .taking(VectorChoice.PARAMETERS),
                Route.post("/v1/memories/list", this::listAsWritten)
                        .taking("namespace")
                        .taking(VectorChoice.PARAMETERS),
                Route.get("/v1/memories/{id}", this::get).taking("namespace").taking(VectorChoice.PARAMETERS),
                Route.patch("/v1/memories/{id}", this::change)
                        .taking("namespace")
                        .taking(VectorChoice.PARAMETERS),
                Route.put("/v1/memories/{id}", this::replace)
                        .taking("namespace")
                        .taking(VectorChoice.PARAMETERS),
                Route.delete("/v1/memories/{id}", this::delete).taking("namespace"));
    }

    private Reply store(Call call) {
        VectorForm form = VectorChoice.of(call.query());
        WrittenMemories written = MemoryJson.readMemories(call.body());
        Namespace namespace = call.namespace(Permission.WRITE, oneNamespace(written));
        List<NewMemory> memories =
                written.memories().stream().map(WrittenMemory::memory).toList();
        List<Memory> stored = writes.write(call, namespace, memories, all -> store.storeAll(namespace, all));
        if (written.single()) {
            Memory memory = stored.getFirst();
            return one(201, memory, form)
                    .with(
                            "Location",
                            "/v1/memories/" + memory.id() + "?namespace=" + PercentCoding.encode(namespace.value()));
        }
        return Reply.json(201, Map.of("items", MemoryJson.fields(stored, form)));
    }

    /// One write goes to one namespace.
    static Optional<Namespace> oneNamespace(WrittenMemories written) {
        Optional<Namespace> first = written.namespace()
                .or(() -> written.memories().stream()
                        .flatMap(memory -> memory.namespace().stream())
                        .findFirst());
        for (int i = 0; i < written.memories().size(); i++) {
            Optional<Namespace> own = written.memories().get(i).namespace();
            if (own.isPresent() && !own.equals(first)) {
                throw Problem.of(
                                ProblemType.INVALID_REQUEST,
                                "memories of one request go to one namespace: send one request for each")
                        .with("pointer", "/memories/" + i + "/namespace")
                        .thrown();
            }
        }
        return first;
    }

    private Reply list(Call call) {
        Query query = call.query();
        VectorForm form = VectorChoice.of(query);
        PageRequest.Order order = query.read("order", PageJson::order).orElse(PageRequest.Order.NEWEST_FIRST);
        int limit = query.within("limit", 1, pageMax, Math.min(PAGE, pageMax));
        long offset = query.whole("offset", 0);
        PageRequest request = query.naming(() -> {
            PageRequest asked = PageRequest.of(limit).atOffset(offset).ordered(order);
            asked = query.read("filter", FilterJson::read).map(asked::where).orElse(asked);
            if (query.text("cursor").isPresent() && query.text("offset").isPresent()) {
                throw new IllegalArgumentException(
                        "offset and cursor do not go together: a page starts at one of them");
            }
            return query.read("cursor", Cursor::new).map(asked::after).orElse(asked);
        });
        PageRequest complete = form == VectorForm.LEFT_OUT ? request : request.withEmbeddings();
        Namespace namespace = call.namespace(Permission.READ);
        return Reply.json(
                200, MemoryJson.fields(query.naming(() -> store.listPaginated(namespace, complete)), complete, form));
    }

    /// The same, asked for by a body: a filter may be too long for an address.
    private Reply listAsWritten(Call call) {
        VectorForm asked = VectorChoice.of(call.query());
        WrittenPage written = PageJson.read(call.body(), Math.min(PAGE, pageMax));
        PageRequest request = written.request();
        if (request.limit() > pageMax) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            "limit must be between 1 and " + pageMax + ", not " + request.limit())
                    .with("pointer", "/limit")
                    .thrown();
        }
        VectorForm form = request.embeddings() ? VectorChoice.format(call.query()) : asked;
        PageRequest complete = form == VectorForm.LEFT_OUT ? request : request.withEmbeddings();
        Namespace namespace = call.namespace(Permission.READ, written.namespace());
        return Reply.json(200, MemoryJson.fields(store.listPaginated(namespace, complete), complete, form));
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        VectorForm form = VectorChoice.of(call.query());
        LongPredicate known = EntityTag.known(call);
        Memory memory = store.retrieve(call.namespace(Permission.READ), id).orElseThrow(() -> missing(id));
        if (known.test(memory.version())) {
            return validated(Reply.empty(304), memory);
        }
        return one(200, memory, form);
    }

    private Reply change(Call call) {
        UUID id = call.id("id");
        VectorForm form = VectorChoice.of(call.query());
        OptionalLong expected = EntityTag.expected(call);
        MemoryPatch patch = MemoryJson.readPatch(call.body(), expected);
        Namespace namespace = call.namespace(Permission.WRITE);
        return one(
                200,
                demanding(expected, () -> store.update(namespace, id, patch)).orElseThrow(() -> missing(id)),
                form);
    }

    private Reply replace(Call call) {
        UUID id = call.id("id");
        VectorForm form = VectorChoice.of(call.query());
        Consumer<Optional<Memory>> condition = replaceable(call, id);
        WrittenMemory written = MemoryJson.read(call.body());
        if (written.memory().id().filter(own -> !own.equals(id)).isPresent()) {
            throw Problem.of(ProblemType.INVALID_REQUEST, "the body has another id than the address")
                    .with("pointer", "/id")
                    .thrown();
        }
        Namespace namespace = call.namespace(Permission.WRITE, written.namespace());
        Replacement.Put put = replacement.put(namespace, id, written.memory(), condition);
        return one(put.isNew() ? 201 : 200, put.memory(), form);
    }

    /// What `If-Match` and `If-None-Match` of a PUT demand of the memory that is there, or of there being none.
    private static Consumer<Optional<Memory>> replaceable(Call call, UUID id) {
        boolean onlyOld = call.header("If-Match").isPresent();
        OptionalLong expected = EntityTag.expected(call);
        LongPredicate excluded = EntityTag.known(call);
        return there -> {
            if (there.isEmpty() && onlyOld) {
                throw versionMismatch("there is no memory " + id + ": leave If-Match out to store it");
            }
            there.ifPresent(memory -> {
                requireVersion(expected, memory);
                if (excluded.test(memory.version())) {
                    throw versionMismatch("memory " + id + " is there already, with version " + memory.version());
                }
            });
        };
    }

    private Reply delete(Call call) {
        UUID id = call.id("id");
        OptionalLong expected = EntityTag.expected(call);
        Namespace namespace = call.namespace(Permission.WRITE);
        boolean deleted = expected.isEmpty()
                ? store.delete(namespace, id)
                : store.deleteIf(namespace, id, memory -> requireVersion(expected, memory));
        if (!deleted) {
            throw missing(id);
        }
        return Reply.empty(204);
    }

    /// A conflict is a failed precondition when the request had one.
    private static <T> T demanding(OptionalLong expected, Supplier<T> change) {
        try {
            return change.get();
        } catch (MemoryException e) {
            if (expected.isPresent() && e.kind() == MemoryException.Kind.CONFLICT) {
                throw versionMismatch(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static Reply one(int status, Memory memory, VectorForm form) {
        return validated(Reply.json(status, MemoryJson.fields(memory, form)), memory);
    }

    /// An answer that may be kept, and asked for again by its version.
    private static Reply validated(Reply reply, Memory memory) {
        return reply.with("ETag", EntityTag.of(memory.version())).with("Cache-Control", "private, no-cache");
    }

    private static void requireVersion(OptionalLong expected, Memory memory) {
        if (expected.isPresent() && memory.version() != expected.getAsLong()) {
            throw versionMismatch("memory " + memory.id() + " has version " + memory.version() + ", not "
                    + expected.getAsLong() + ": read it again");
        }
    }

    private static RuntimeException missing(UUID id) {
        return Problem.of(ProblemType.NOT_FOUND, "the namespace has no memory " + id)
                .thrown();
    }

    private static RuntimeException versionMismatch(String detail) {
        return Problem.of(ProblemType.VERSION_MISMATCH, detail).thrown();
    }
}
