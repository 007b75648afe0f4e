package io.jamey.server.rest;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.SelectionJson;
import io.jamey.json.VectorForm;
import io.jamey.json.WrittenMemories;
import io.jamey.json.WrittenMemory;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.PercentCoding;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Query;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import io.jamey.sessions.Session;
import io.jamey.sessions.SessionManager;
import io.jamey.sessions.SessionSummary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// `/v1/sessions`: conversations and runs, whose memories come in order and go together.
final class SessionResource {
    private static final int PAGE = 50;

    private final IdempotentWrites writes;
    private final int pageMax;
    private final SessionManager sessions;

    /// @param idle how long a session is kept that nothing is added to
    SessionResource(MemoryStore store, IdempotentWrites writes, int pageMax, Duration idle) {
        this.writes = writes;
        this.pageMax = pageMax;
        sessions = new SessionManager(store, idle, InstantSource.system());
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/sessions", this::create).taking("namespace"),
                Route.get("/v1/sessions", this::list).taking("namespace", "limit", "offset"),
                Route.get("/v1/sessions/{session}", this::summary).taking("namespace"),
                Route.delete("/v1/sessions/{session}", this::end).taking("namespace"),
                Route.post("/v1/sessions/{session}/memories", call -> add(call, memory -> memory))
                        .taking("namespace"),
                Route.post("/v1/sessions/{session}/messages", call -> add(call, SessionResource::message))
                        .taking("namespace"),
                Route.get("/v1/sessions/{session}/memories", this::page)
                        .taking("namespace", "limit", "offset", "cursor"),
                Route.get("/v1/sessions/{session}/export", this::iterate)
                        .taking("namespace")
                        .giving(Reply.NDJSON)
                        .streaming(),
                Route.post("/v1/sessions/{session}/promote", this::promote).taking("namespace"));
    }

    private Session session(Call call, Namespace namespace) {
        return sessions.open(namespace, call.name("session"));
    }

    /// Nothing is stored before the first memory is.
    private Reply create(Call call) {
        var written = SelectionJson.readNamespace(call.body());
        Session session = sessions.create(call.namespace(Permission.WRITE, written));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", session.id());
        fields.put("namespace", session.namespace().value());
        return Reply.json(201, fields)
                .with(
                        "Location",
                        "/v1/sessions/" + session.id() + "?namespace="
                                + PercentCoding.encode(session.namespace().value()));
    }

    private Reply list(Call call) {
        int limit = call.query().within("limit", 1, pageMax, Math.min(PAGE, pageMax));
        int offset = call.query().within("offset", 0, Integer.MAX_VALUE, 0);
        List<SessionSummary> all = sessions.list(call.namespace(Permission.READ));
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "items",
                all.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(SessionResource::fields)
                        .toList());
        fields.put("total", all.size());
        fields.put("limit", limit);
        fields.put("offset", offset);
        return Reply.json(200, fields);
    }

    private Reply summary(Call call) {
        return session(call, call.namespace(Permission.READ))
                .summary()
                .map(summary -> Reply.json(200, fields(summary)))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "the namespace has no such session")
                        .thrown());
    }

    private static Map<String, Object> fields(SessionSummary summary) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", summary.id());
        fields.put("memories", summary.memories());
        fields.put("first_activity", summary.firstActivity());
        fields.put("last_activity", summary.lastActivity());
        return fields;
    }

    private Reply add(Call call, UnaryOperator<NewMemory> kind) {
        WrittenMemories written = MemoryJson.readMemories(call.body());
        Namespace namespace = call.namespace(Permission.WRITE, MemoryResource.oneNamespace(written));
        List<NewMemory> memories =
                written.memories().stream().map(WrittenMemory::memory).map(kind).toList();
        Session session = session(call, namespace);
        List<Memory> stored = writes.write(call, namespace, memories, session::addAll);
        return Reply.json(
                201,
                written.single()
                        ? MemoryJson.fields(stored.getFirst(), VectorForm.LEFT_OUT)
                        : Map.of("items", MemoryJson.fields(stored, VectorForm.LEFT_OUT)));
    }

    /// What names no other type is a message.
    private static NewMemory message(NewMemory memory) {
        return memory.type().equals(MemoryType.SEMANTIC) ? memory.withType(MemoryType.MESSAGE) : memory;
    }

    private Reply page(Call call) {
        Query query = call.query();
        int limit = query.within("limit", 1, pageMax, Math.min(PAGE, pageMax));
        long offset = query.whole("offset", 0);
        Session session = session(call, call.namespace(Permission.READ));
        var cursor = query.read("cursor", Cursor::new);
        PageRequest request = query.naming(() -> {
            PageRequest first = PageRequest.of(limit).atOffset(offset);
            return cursor.map(first::after).orElse(first);
        });
        Page page = query.naming(() -> cursor.map(after -> session.listMemoriesPaginated(limit, after))
                .orElseGet(() -> session.listMemoriesPaginated(limit, offset)));
        return Reply.json(200, MemoryJson.fields(page, request, VectorForm.LEFT_OUT));
    }

    private Reply iterate(Call call) {
        Session session = session(call, call.namespace(Permission.READ));
        return Reply.stream(Reply.NDJSON, out -> {
            try (Stream<Memory> memories = session.iterMemories()) {
                var each = memories.iterator();
                while (each.hasNext()) {
                    Json.write(out, MemoryJson.fields(each.next(), VectorForm.LEFT_OUT));
                    out.write('\n');
                }
            }
        });
    }

    private Reply promote(Call call) {
        var written = SelectionJson.readIdsOrFilter(call.body());
        Session session = session(call, call.namespace(Permission.WRITE, written.namespace()));
        long promoted = written.ids()
                .map(session::promote)
                .orElseGet(() -> session.promote(written.filter().orElse(Filter.everything())));
        return Reply.json(200, Map.of("promoted", promoted));
    }

    private Reply end(Call call) {
        return Reply.json(
                200,
                Map.of(
                        "deleted",
                        session(call, call.namespace(Permission.WRITE)).end()));
    }
}
