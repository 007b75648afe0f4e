package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.json.Json;
import io.jamey.testkit.ReferenceMemoryStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/// Every field, parameter and header that the description of the API names, with everything that does not belong there:
/// what the description refuses the server refuses, with a problem that says where, and nothing is half-written.
class EveryFieldTest {
    private static final Namespace NAMESPACE = Namespace.of("default");
    private static final UUID THERE = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final String IDS = "[\"" + THERE + "\"]";
    private static final String FILTER = "{\"field\":\"actor\",\"op\":\"eq\",\"value\":\"nobody\"}";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final IdentityHashMap<Map<?, ?>, Schema> COMPILED = new IdentityHashMap<>();

    /// Fields that are right, for each operation that takes a body of JSON.
    private static final Map<String, Map<String, String>> RIGHT = Map.ofEntries(
            Map.entry("storeMemories", Map.of("content", "\"x\"")),
            Map.entry("changeMemory", Map.of("importance", "0.5")),
            Map.entry("putMemory", Map.of("content", "\"x\"")),
            Map.entry("searchMemories", Map.of("query", "\"x\"")),
            Map.entry("getMemories", Map.of("ids", IDS)),
            Map.entry("deleteMemories", Map.of("ids", "[]")),
            Map.entry("touchMemories", Map.of("ids", IDS)),
            Map.entry("listMemoriesByBody", Map.of()),
            Map.entry("changeMatchingMemories", Map.of("filter", FILTER, "change", "{\"importance\":0.5}")),
            Map.entry("deleteMatchingMemories", Map.of("filter", FILTER)),
            Map.entry("countMemories", Map.of()),
            Map.entry("createSession", Map.of()),
            Map.entry("addSessionMemories", Map.of("content", "\"x\"")),
            Map.entry("addSessionMessages", Map.of("content", "\"x\"")),
            Map.entry("promoteSessionMemories", Map.of("filter", FILTER)));

    private static Api api;
    private static Map<?, ?> document = Map.of();

    /// @param item what is said for all methods on its path
    private record Operation(String method, String path, Map<?, ?> item, Map<?, ?> description) {
        String id() {
            return String.valueOf(description.get("operationId"));
        }

        String address() {
            return path.replace("{id}", THERE.toString())
                    .replace("{session}", "talk")
                    .replace("{name}", "nobody");
        }

        List<Map<?, ?>> parameters(String in) {
            var found = new ArrayList<Map<?, ?>>();
            for (Map<?, ?> where : List.of(item, description)) {
                if (where.get("parameters") instanceof Iterable<?> parameters) {
                    parameters.forEach(each -> found.add(resolved(each)));
                }
            }
            found.removeIf(each -> !in.equals(each.get("in")));
            return found;
        }
    }

    @BeforeAll
    static void start() {
        api = Api.over(new ReferenceMemoryStore(InstantSource.system()), ServerOptions.defaults());
        beginAnew();
        document = Api.json(api.get("/openapi.json"));
    }

    private static void beginAnew() {
        MemoryStore store = api.store();
        store.namespaces().forEach(store::drop);
        store.store(
                NAMESPACE,
                NewMemory.of("stays").id(THERE).embedding(Embedding.of(1, 2)).build());
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

    private static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        map(document.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, description) -> {
                    if (!method.equals("parameters")) {
                        String verb = ((String) method).toUpperCase(Locale.ROOT);
                        operations.add(new Operation(verb, (String) path, map(item), map(description)));
                    }
                }));
        return operations;
    }

    private static Schema compiled(Map<?, ?> schema) {
        var root = new LinkedHashMap<String, Object>();
        schema.forEach((name, value) -> root.put((String) name, Objects.requireNonNull(value)));
        root.put("components", map(document.get("components")));
        return SCHEMAS.getSchema(Json.write(root));
    }

    private static boolean isAccepted(Map<?, ?> schema, String json) {
        try {
            Json.read(json.getBytes(UTF_8));
            return COMPILED.computeIfAbsent(schema, EveryFieldTest::compiled)
                    .validate(json, InputFormat.JSON)
                    .isEmpty();
        } catch (IllegalArgumentException | JacksonException e) { // no JSON, or a number no validator takes
            return false;
        }
    }

    /// All memories, but for when they were looked at.
    private static Map<String, List<String>> everything() {
        var all = new LinkedHashMap<String, List<String>>();
        for (Namespace namespace : api.store().namespaces()) {
            try (Stream<Memory> memories = api.store().iterate(namespace, Filter.everything())) {
                all.put(namespace.value(), memories.map(BadValues::written).toList());
            }
        }
        return all;
    }

    /// @param accepted whether the description takes this
    private static void check(
            Operation operation, String address, @Nullable String body, boolean accepted, String... headers) {
        Map<String, List<String>> before = everything();
        HttpResponse<String> response = api.send(operation.method(), address, body, headers);
        String what = operation.id() + " " + BadValues.shown(address) + " " + List.of(headers) + " "
                + BadValues.shown(body == null ? "" : body) + ": " + BadValues.shown(response.body());
        int status = response.statusCode();
        if (!accepted) {
            assertThat(status).as(what).isBetween(400, 499);
        }
        assertThat(status).as(what).isLessThan(500);
        if (status >= 400) {
            assertThat(response.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
            assertThat(Api.text(response, "detail"))
                    .as(what)
                    .isNotBlank()
                    .hasSizeLessThan(1000)
                    .doesNotContain("Exception", "java.", "tools.jackson");
            assertThat(everything()).as(what).isEqualTo(before);
        } else if (!operation.method().equals("GET")) {
            beginAnew();
        }
    }

    private static List<String> fields(Map<?, ?> schema) {
        var fields = new ArrayList<String>();
        if (schema.get("oneOf") instanceof List<?> choices) {
            choices.forEach(choice -> fields.addAll(fields(resolved(choice))));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().forEach(name -> fields.add((String) name));
        }
        return fields;
    }

    private static String object(Map<String, String> fields) {
        var written = new ArrayList<String>();
        fields.forEach((name, value) -> written.add("\"" + name + "\":" + value));
        return "{" + String.join(",", written) + "}";
    }

    @Test
    void everyFieldOfEveryBody() {
        int tried = 0;
        for (Operation operation : operations()) {
            if (operation.description().get("requestBody") == null
                    || !(map(resolved(operation.description().get("requestBody"))
                                            .get("content"))
                                    .get("application/json")
                            instanceof Map<?, ?> media)) {
                continue;
            }
            Map<?, ?> schema = resolved(media.get("schema"));
            Map<String, String> right = Objects.requireNonNull(RIGHT.get(operation.id()), operation.id());
            for (String field : fields(schema)) {
                for (String value : BadValues.all()) {
                    var fields = new LinkedHashMap<>(field.equals("memories") ? Map.of() : right);
                    fields.put(field, value);
                    String body = object(fields);
                    check(operation, operation.address(), body, isAccepted(schema, body));
                }
            }
            var unknown = new LinkedHashMap<>(right);
            unknown.put("nothing_like_it", "1");
            check(operation, operation.address(), object(unknown), false);
            tried++;
        }
        assertThat(tried).isEqualTo(RIGHT.size());
    }

    @Test
    void everyFieldOfOneMemoryAmongSeveral() {
        Operation store = operation("storeMemories");
        Operation add = operation("addSessionMemories");
        Map<?, ?> schema =
                map(map(map(document.get("components")).get("schemas")).get("NewMemories"));
        for (String field :
                fields(map(map(map(document.get("components")).get("schemas")).get("NewMemory")))) {
            for (String value : BadValues.all()) {
                var second = new LinkedHashMap<>(Map.of("content", "\"x\""));
                second.put(field, value);
                String body = "{\"memories\":[{\"content\":\"first\"}," + object(second) + "]}";
                check(store, store.address(), body, isAccepted(schema, body));
                check(add, add.address(), body, isAccepted(schema, body));
            }
        }
    }

    private static Operation operation(String id) {
        return operations().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFieldOfALineOfAnImportWhichStopsThere() {
        Map<?, ?> schema =
                map(map(map(document.get("components")).get("schemas")).get("NewMemory"));
        String first = "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8059\",\"content\":\"first\"}\n";
        for (String field : fields(schema)) {
            for (String value : BadValues.all()) {
                var second = new LinkedHashMap<>(Map.of("content", "\"x\""));
                second.put(field, value);
                String line = object(second);
                HttpResponse<String> response = api.send(
                        "POST",
                        "/v1/import?namespace=imported",
                        (first + line + "\n{\"content\":\"third\"}").getBytes(UTF_8),
                        "application/x-ndjson");
                String what = BadValues.shown(line) + ": " + BadValues.shown(response.body());
                assertThat(response.statusCode()).as(what).isIn(200, 400, 409);
                if (!isAccepted(schema, line)) {
                    assertThat(response.statusCode()).as(what).isEqualTo(400);
                }
                if (response.statusCode() != 200) {
                    assertThat(Api.json(response))
                            .as(what)
                            .containsEntry("line", 2L)
                            .containsEntry("taken", 1L)
                            .containsEntry("memories", 1L);
                }
            }
        }
    }

    @Test
    void everyParameterOfEveryAddress() {
        for (Operation operation : operations()) {
            Map<String, String> right = RIGHT.get(operation.id());
            String body = right == null ? null : object(right);
            for (Map<?, ?> parameter : operation.parameters("query")) {
                for (String value : plainValues()) {
                    String address = operation.address() + "?" + parameter.get("name") + "=" + encoded(value);
                    check(operation, address, body, takes(parameter, value));
                }
            }
            check(
                    operation,
                    operation.address() + "?nothing_like_it=1",
                    body,
                    operation.path().endsWith("z"));
            for (String name : List.of("{id}", "{session}", "{name}")) {
                if (operation.path().contains(name)) {
                    for (String value : plainValues()) {
                        String address = operation.path().replace(name, encoded(value));
                        check(operation, address, body, !name.equals("{id}"));
                    }
                }
            }
        }
    }

    private static boolean takes(Map<?, ?> parameter, String value) {
        if (parameter.get("schema") == null) {
            return false; // a filter: none of these values is one
        }
        Map<?, ?> schema = resolved(parameter.get("schema"));
        String type = String.valueOf(schema.get("type"));
        boolean bare = type.equals("integer") || type.equals("boolean");
        return isAccepted(schema, bare ? value : Json.write(value));
    }

    /// Without quotes; short enough for an address.
    private static List<String> plainValues() {
        var values = new ArrayList<>(BadValues.TEXTS);
        for (String value : BadValues.all()) {
            if (value.length() < 100 && !value.startsWith("\"")) {
                values.add(value);
            }
        }
        values.add(" ");
        values.add("a\u0000b");
        values.add("x".repeat(300));
        return values;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    @Test
    void everyHeader() {
        for (Operation operation : operations()) {
            Map<String, String> right = RIGHT.get(operation.id());
            for (Map<?, ?> header : operation.parameters("header")) {
                for (String value : List.of(
                        "1",
                        "W/\"1\"",
                        "\"x\"",
                        "\"-1\"",
                        "\"99999999999999999999\"",
                        "\"7\", \"8\"",
                        "**",
                        "'; DROP TABLE memories; --",
                        "{\"a\":1}",
                        "x".repeat(300))) {
                    check(
                            operation,
                            operation.address(),
                            right == null ? null : object(right),
                            true,
                            String.valueOf(header.get("name")),
                            value);
                }
            }
        }
    }
}
