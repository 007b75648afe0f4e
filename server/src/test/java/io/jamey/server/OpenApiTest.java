package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.json.Json;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.live.Live;
import io.jamey.server.rest.ConditionalStore;
import io.jamey.server.rest.RestApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API is true: each of its operations is driven, with bodies and answers that its schemas
/// accept; it names all routes there are, and refuses what the server refuses.
class OpenApiTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static Api api;
    private static Map<?, ?> document = Map.of();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Set<String> DRIVEN = new TreeSet<>();

    /// Every search is over its budget.
    private static final class SlowSearches extends ForwardingMemoryStore {
        SlowSearches(MemoryStore store) {
            super(store);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            return super.search(namespace, request);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = Api.over(
                new SlowSearches(EmbeddedMemoryStore.open(folder.resolve("memory.db"))), ServerOptions.defaults());
        document = Api.json(api.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static Map<?, ?> resolved(@Nullable Object value) {
        Map<?, ?> fields = map(value);
        if (!(fields.get("$ref") instanceof String reference)) {
            return fields;
        }
        Map<?, ?> here = document;
        for (String step : reference.substring(2).split("/", -1)) {
            here = map(here.get(step));
        }
        return here;
    }

    private static void assertValid(String what, Map<?, ?> schema, String json) {
        var root = new LinkedHashMap<String, Object>();
        schema.forEach((name, value) -> root.put((String) name, Objects.requireNonNull(value)));
        root.put("components", map(document.get("components")));
        assertThat(SCHEMAS.getSchema(Json.write(root)).validate(json, InputFormat.JSON))
                .as(what + ": " + json)
                .isEmpty();
    }

    /// Sends a request that the description allows, and holds the answer to it.
    private static HttpResponse<String> drive(
            String method, String path, String filled, int status, @Nullable String body, String mediaType) {
        Map<?, ?> operation = map(map(map(document.get("paths")).get(path)).get(method.toLowerCase(Locale.ROOT)));
        String what = method + " " + path;
        DRIVEN.add(what);
        if (body != null) {
            Map<?, ?> media = map(
                    map(resolved(operation.get("requestBody")).get("content")).get(mediaType));
            if (mediaType.equals("application/json")) {
                assertValid(what + " request", resolved(media.get("schema")), body);
            }
        }
        HttpResponse<String> response = api.send(method, filled, body == null ? null : body.getBytes(UTF_8), mediaType);
        assertThat(response.statusCode()).as(what + " " + response.body()).isEqualTo(status);
        Map<?, ?> responses = map(operation.get("responses"));
        String key = Integer.toString(status);
        Map<?, ?> described = resolved(responses.containsKey(key) ? responses.get(key) : responses.get("default"));
        if (described.get("content") == null) {
            assertThat(response.body()).as(what).isEmpty();
            return response;
        }
        String type =
                response.headers().firstValue("Content-Type").orElseThrow().replaceFirst(";.*", "");
        Map<?, ?> content = map(described.get("content"));
        assertThat(content.containsKey(type)).as(what + " gives " + type).isTrue();
        if (type.equals("application/json") || type.equals("application/problem+json")) {
            assertValid(what + " answer", resolved(map(content.get(type)).get("schema")), response.body());
        }
        return response;
    }

    private static HttpResponse<String> drive(String method, String path, int status, @Nullable String body) {
        return drive(
                method,
                path,
                path.replace("{id}", ID).replace("{name}", "gone").replace("{session}", "talk"),
                status,
                body,
                "application/json");
    }

    @Test
    void everyOperationIsAsDescribed() {
        drive(
                "POST",
                "/v1/memories",
                201,
                "{\"id\":\"" + ID + "\",\"content\":\"Ann likes tea\",\"embedding\":[1,2],"
                        + "\"session_id\":\"s\",\"actor\":\"Ann\",\"metadata\":{\"a\":[1,null]},\"expires_at\":\"2999-01-01T00:00:00Z\"}");
        drive(
                "POST",
                "/v1/memories",
                201,
                "{\"memories\":[{\"text\":\"b\"},{\"memory\":\"c\",\"user_id\":\"default\"}]}");
        drive("POST", "/v1/memories", 409, "{\"id\":\"" + ID + "\",\"content\":\"other\"}");
        drive("GET", "/v1/memories", 200, null);
        drive(
                "GET",
                "/v1/memories",
                "/v1/memories?limit=1&include=embedding&embedding_format=array&order=oldest",
                200,
                null,
                "");
        drive("GET", "/v1/memories", "/v1/memories?limit=0", 400, null, "");
        drive("GET", "/v1/memories", "/v1/memories?order=sequence", 200, null, "");
        drive(
                "POST",
                "/v1/memories/list",
                200,
                "{\"limit\":1,\"order\":\"oldest\",\"embeddings\":true,"
                        + "\"filter\":{\"field\":\"actor\",\"op\":\"exists\"}}");
        drive("GET", "/v1/memories/{id}", 200, null);
        drive("PATCH", "/v1/memories/{id}", 200, "{\"importance\":1,\"expires_at\":null}");
        drive("PUT", "/v1/memories/{id}", 200, "{\"content\":\"Ann likes green tea\",\"actor\":\"Ann\"}");
        driveSelections();
        drive("GET", "/v1/export", 200, null);
        drive("POST", "/v1/import", "/v1/import?namespace=gone", 200, "{\"content\":\"a\"}\n", "application/x-ndjson");
        drive("POST", "/v1/import", "/v1/import?namespace=gone", 400, "{\"content\":\"\"}\n", "application/x-ndjson");
        driveSessions();
        drive("GET", "/v1/namespaces", 200, null);
        drive("GET", "/v1/namespaces", "/v1/namespaces?after=default", 200, null, "");
        drive("GET", "/v1/namespaces", "/v1/namespaces?names_only=true", 200, null, "");
        drive("DELETE", "/v1/namespaces/{name}", 200, null);
        drive("POST", "/v1/memories/batch-delete", 200, "{\"ids\":[]}");
        drive("DELETE", "/v1/memories/{id}", 204, null);
        drive("DELETE", "/v1/memories/{id}", 404, null);
        drive(
                "POST",
                "/v1/memories/delete-matching",
                200,
                "{\"filter\":{\"field\":\"importance\",\"op\":\"gte\",\"value\":0}}");
        for (String path : new String[] {
            "/v1/status",
            "/v1/alerts",
            "/runbooks",
            "/livez",
            "/readyz",
            "/openapi.yaml",
            "/openapi.json",
            "/docs",
            "/problems"
        }) {
            drive("GET", path, 200, null);
        }
        drive("GET", "/v1/live", "/v1/live?window=60", 200, null, "");
        assertThat(drive("GET", "/v1/slow", 200, null).body()).contains("\"plan\":", "\"trace_id\":");
        drive("GET", "/v1/live", "/v1/live?window=0", 400, null, "");
        drive("GET", "/runbooks/{name}", "/runbooks/memory-high", 200, null, "");
        drive("GET", "/runbooks/{name}", "/runbooks/nothing", 404, null, "");
        assertThat(DRIVEN).isEqualTo(described());
    }

    private static void driveSelections() {
        drive(
                "POST",
                "/v1/memories/search",
                200,
                "{\"query\":\"tea\",\"embedding\":\"AACAPwAAAEA=\",\"explain\":true,"
                        + "\"embeddings\":true,\"filter\":{\"and\":[{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"Ann\"}]},"
                        + "\"weights\":{\"words\":1,\"closeness\":0.5}}");
        String ids = "{\"ids\":[\"" + ID + "\",\"01890a5d-ac96-774b-bcce-b302099a8058\"]}";
        drive("POST", "/v1/memories/batch-get", 200, ids);
        drive("POST", "/v1/memories/touch", 204, ids);
        drive("POST", "/v1/memories/touch", 204, "{\"times\":{\"" + ID + "\":\"2025-01-01T00:00:00Z\"}}");
        drive(
                "POST",
                "/v1/memories/update-matching",
                200,
                "{\"filter\":{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"Ann\"},\"change\":{\"importance\":1}}");
        drive("POST", "/v1/memories/count", 200, "{}");
        drive("POST", "/v1/memories/count", 200, "{\"filter\":{\"not\":{\"field\":\"actor\",\"op\":\"exists\"}}}");
    }

    private static void driveSessions() {
        drive("POST", "/v1/sessions", 201, "{}");
        String path = "/v1/sessions/{session}";
        drive(
                "POST",
                path + "/messages",
                201,
                "{\"memories\":[{\"content\":\"Hi\",\"actor\":\"Ann\"},{\"content\":\"Ho\"}]}");
        HttpResponse<String> added = drive("POST", path + "/memories", 201, "{\"content\":\"Ann said hi\"}");
        assertThat(Api.json(added)).containsEntry("sequence", 2L).containsEntry("memory_type", "semantic");
        HttpResponse<String> page =
                drive("GET", path + "/memories", "/v1/sessions/talk/memories?limit=2", 200, null, "");
        assertThat(Api.item(page, "items", 0).get("memory_type")).isEqualTo("message");
        assertThat(Api.json(page)).containsEntry("total", 3L);
        drive(
                "GET",
                path + "/memories",
                "/v1/sessions/talk/memories?limit=2&cursor=" + Api.text(page, "next_cursor"),
                200,
                null,
                "");
        assertThat(drive("GET", path + "/export", 200, null).body().lines()).hasSize(3);
        assertThat(Api.json(drive("GET", path, 200, null))).containsEntry("memories", 3L);
        drive("GET", "/v1/sessions", 200, null);
        HttpResponse<String> promoted = drive(
                "POST", path + "/promote", 200, "{\"filter\":{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"Ann\"}}");
        assertThat(Api.json(promoted)).containsEntry("promoted", 1L);
        assertThat(Api.json(drive("DELETE", path, 200, null))).containsEntry("deleted", 2L);
        drive("GET", path, 404, null);
    }

    private static Set<String> described() {
        var all = new TreeSet<String>();
        map(document.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, _) -> {
                    if (!method.equals("parameters")) {
                        all.add(((String) method).toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        return all;
    }

    @Test
    void theParametersThatTheRoutesTakeAreDescribed() {
        Live live = Live.start(StoreMetrics.of(api.store()), new ProcessMetrics(), new Rejections());
        var undescribed = new HashMap<String, String>();
        RestApi.routes(new ConditionalStore(api.store()), 1000, Duration.ofHours(24), () -> 0, live, List::of).stream()
                .filter(route -> !route.path().equals("/") && !route.path().equals("/problems/{name}"))
                .filter(route -> !route.path().startsWith("/dashboard/"))
                .forEach(route -> {
                    Map<?, ?> item = map(map(document.get("paths")).get(route.path()));
                    Map<?, ?> operation = map(item.get(route.method().toLowerCase(Locale.ROOT)));
                    var names = new TreeSet<String>();
                    for (Map<?, ?> where : new Map<?, ?>[] {item, operation}) {
                        if (where.get("parameters") instanceof Iterable<?> parameters) {
                            parameters.forEach(each -> {
                                if ("query".equals(resolved(each).get("in"))) {
                                    names.add(String.valueOf(resolved(each).get("name")));
                                }
                            });
                        }
                    }
                    if (!names.equals(new TreeSet<>(route.parameters()))) {
                        undescribed.put(route.method() + " " + route.path(), route.parameters() + " and " + names);
                    }
                });
        live.close();
        assertThat(undescribed).isEmpty();
    }

    @Test
    void anAnswerThatIsNotAsDescribedWouldBeNoticed() {
        Map<?, ?> schema =
                map(map(map(document.get("components")).get("schemas")).get("Page"));
        var root = new LinkedHashMap<String, Object>();
        schema.forEach((name, value) -> root.put((String) name, Objects.requireNonNull(value)));
        root.put("components", map(document.get("components")));
        for (String wrong : new String[] {
            "{\"items\":[]}",
            "{\"items\":[],\"total\":-1,\"limit\":1}",
            "{\"items\":[{}],\"total\":1,\"limit\":1}",
            "{\"items\":[],\"total\":1,\"limit\":1,\"more\":true}"
        }) {
            assertThat(SCHEMAS.getSchema(Json.write(root)).validate(wrong, InputFormat.JSON))
                    .as(wrong)
                    .isNotEmpty();
        }
    }
}
