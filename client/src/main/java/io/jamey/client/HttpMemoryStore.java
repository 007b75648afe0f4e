package io.jamey.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import io.jamey.json.AnswerJson;
import io.jamey.json.FilterJson;
import io.jamey.json.MemoryJson;
import io.jamey.json.PageJson;
import io.jamey.json.SearchJson;
import io.jamey.json.VectorForm;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A store that is served by another process: `jamey serve`, or a `JameyServer`.
///
/// ```java
/// try (var store = HttpMemoryStore.open(URI.create("http://127.0.0.1:8080"))) {
///     store.store(ann, NewMemory.of("Ann is allergic to walnuts").build());
/// }
/// ```
///
/// It keeps the contract of [MemoryStore]. What is different where a network lies between:
///
/// - **Answers that are lost.** Where a connection breaks, or no answer comes in time, a call is `UNAVAILABLE`, and a
///   write may or may not have happened.
/// - **Repetition.** Up to [ClientOptions#attempts()] times, and after the pause the server asks for, a request is sent
///   again which the server did not begin ([Refused]), and one whose answer was lost if it can be repeated: reads,
///   touches, and storing, for which memories get their ids here. Updates and deletes whose answer was lost are not.
/// - **Limits of the server**: a body it finds too large, or a page or batch beyond its own limit, is an
///   [IllegalArgumentException]. More than [Limits#PAGE] memories are retrieved, and more than [Limits#PAGE] namespaces
///   listed, by several requests, which need not see the same moment; so is what is iterated.
/// - **Keys.** A key that the server does not know, or that does not open what is asked for, is an
///   [IllegalArgumentException]. [#namespaces()] are those that the key opens; [#status()] needs one for all.
/// - **Embeddings** that the caller sent are not sent back.
///
/// Safe for any number of threads, which share connections; each request under way has one of its own.
public final class HttpMemoryStore implements MemoryStore {
    /// Memories of one round trip of [#iterate(Namespace, Filter)].
    private static final int PIECE = 200;

    private static final String WITH_EMBEDDINGS = "?include=embedding";

    private final Wire wire;

    private HttpMemoryStore(ClientOptions options) {
        wire = new Wire(options);
    }

    /// The store that a server without keys serves. Asks it nothing yet.
    public static HttpMemoryStore open(URI server) {
        return open(ClientOptions.of(server));
    }

    /// The store that a server serves. Asks it nothing yet.
    public static HttpMemoryStore open(ClientOptions options) {
        return new HttpMemoryStore(options);
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        List<NewMemory> named = memories.stream()
                .map(memory -> memory.id().isPresent() ? memory : memory.withId(MemoryIds.next()))
                .toList();
        boolean complete = named.stream().allMatch(memory -> memory.embedding().isPresent());
        Map<String, Object> body = about(namespace);
        Iterable<Map<String, Object>> fields = () -> named.stream()
                .map(memory -> MemoryJson.fields(memory, VectorForm.BASE64))
                .iterator();
        body.put("memories", fields);
        byte[] answer = wire.send(Call.again("/v1/memories" + (complete ? "" : WITH_EMBEDDINGS), body));
        List<Memory> stored = Answer.read(() -> AnswerJson.readMemories(answer));
        if (!complete) {
            return stored;
        }
        var whole = new ArrayList<Memory>(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            whole.add(stored.get(i).withEmbedding(named.get(i).embedding()));
        }
        return whole;
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        List<UUID> wanted = List.copyOf(ids);
        if (wanted.size() > Limits.BATCH) {
            throw new IllegalArgumentException(
                    "a batch has at most " + Limits.BATCH + " ids, not " + wanted.size() + ": split it");
        }
        var found = new LinkedHashMap<UUID, Memory>();
        for (int from = 0; from == 0 || from < wanted.size(); from += Limits.PAGE) {
            Map<String, Object> body = about(namespace);
            body.put("ids", wanted.subList(from, Math.min(wanted.size(), from + Limits.PAGE)));
            byte[] answer = wire.send(Call.ask("/v1/memories/batch-get" + WITH_EMBEDDINGS, body));
            Answer.read(() -> AnswerJson.readMemories(answer))
                    .forEach(memory -> found.putIfAbsent(memory.id(), memory));
        }
        return found;
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        Map<String, Object> body = about(namespace);
        body.putAll(SearchJson.fields(request, VectorForm.BASE64));
        byte[] answer = wire.send(Call.ask("/v1/memories/search", body));
        return Answer.read(() -> AnswerJson.readResult(answer));
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        boolean brought = patch.embedding().isPresent();
        String path = "/v1/memories/" + id + "?namespace=" + encoded(namespace) + (brought ? "" : "&include=embedding");
        return wire.find(Call.change("PATCH", path, MemoryJson.fields(patch, VectorForm.BASE64)))
                .map(answer -> Answer.read(() -> AnswerJson.readMemory(answer)))
                .map(memory -> brought ? memory.withEmbedding(patch.embedding()) : memory);
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        Map<String, Object> body = about(namespace, filter);
        body.put("change", MemoryJson.fields(patch.forMany(), VectorForm.BASE64));
        return number("updated", Call.change("POST", "/v1/memories/update-matching", body));
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        Map<String, Object> body = about(namespace, ids);
        return (int) number("deleted", Call.change("POST", "/v1/memories/batch-delete", body));
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return number("deleted", Call.change("POST", "/v1/memories/delete-matching", about(namespace, filter)));
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        Map<String, Object> body = about(namespace);
        body.putAll(PageJson.fields(request));
        byte[] answer = wire.send(Call.ask("/v1/memories/list", body));
        return Answer.read(() -> AnswerJson.readPage(answer));
    }

    /// By pages and not by the server's export: a caller may take its time between two memories, which would keep a
    /// connection and one of the server's few places for exports, until it breaks.
    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        Objects.requireNonNull(namespace);
        PageRequest all = PageRequest.of(PIECE)
                .where(Objects.requireNonNull(filter))
                .ordered(PageRequest.Order.OLDEST_FIRST)
                .withEmbeddings();
        wire.requireOpen();
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new Pages(request -> listPaginated(namespace, request), all),
                        Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return number("count", Call.ask("/v1/memories/count", about(namespace, filter)));
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        var _ = wire.send(Call.again("/v1/memories/touch", about(namespace, ids)));
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        Map<UUID, Instant> given = Map.copyOf(times);
        Map<String, Object> body = about(namespace);
        body.put("times", given);
        var _ = wire.send(Call.again("/v1/memories/touch", body));
    }

    @Override
    public List<Namespace> namespaces() {
        var names = new ArrayList<Namespace>();
        for (String after = ""; ; after = "&after=" + encoded(names.getLast())) {
            String path = "/v1/namespaces?names_only=true&limit=" + Limits.PAGE + after;
            List<Answer> page = Answer.of(wire.send(Call.get(path))).items("items");
            page.forEach(item -> names.add(Namespace.of(item.text("name"))));
            if (page.size() < Limits.PAGE) {
                return names;
            }
        }
    }

    @Override
    public long drop(Namespace namespace) {
        return number("deleted", Call.delete("/v1/namespaces/" + encoded(namespace)));
    }

    @Override
    public StoreStatus status() {
        Answer store = Answer.of(wire.send(Call.get("/v1/status"))).part("store");
        return new StoreStatus(
                store.text("backend"),
                store.whole("memories"),
                store.whole("namespaces"),
                store.has("dimension") ? OptionalInt.of((int) store.whole("dimension")) : OptionalInt.empty(),
                store.whole("bytes_live"),
                store.whole("bytes_total"),
                store.part("details").texts());
    }

    /// Calls that are under way have ten seconds to end; then they are broken off.
    @Override
    public void close() {
        wire.close();
    }

    private static Map<String, Object> about(Namespace namespace) {
        var body = new LinkedHashMap<String, Object>();
        body.put("namespace", namespace.value());
        return body;
    }

    private static Map<String, Object> about(Namespace namespace, Filter filter) {
        Map<String, Object> body = about(namespace);
        body.put("filter", FilterJson.fields(filter));
        return body;
    }

    private static Map<String, Object> about(Namespace namespace, Collection<UUID> ids) {
        Map<String, Object> body = about(namespace);
        body.put("ids", List.copyOf(ids));
        return body;
    }

    private long number(String field, Call call) {
        return Answer.of(wire.send(call)).whole(field);
    }

    /// As a part of an address.
    private static String encoded(Namespace namespace) {
        return URLEncoder.encode(namespace.value(), UTF_8).replace("+", "%20");
    }
}
