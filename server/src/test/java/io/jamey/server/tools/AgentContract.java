package io.jamey.server.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.json.Json;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an agent gets, whatever the transport: tried with the SDK's client.
abstract class AgentContract {
    /// A client that has introduced itself, to an empty memory of the namespace `ann`.
    abstract McpSyncClient client();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client().callTool(
                        CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    Map<String, Object> ok(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as("%s: %s", tool, text(result)).isFalse();
        Map<String, Object> fields = map(result.structuredContent());
        assertThat(Json.read(text(result).getBytes(StandardCharsets.UTF_8)))
                .as("the text says the same")
                .isEqualTo(Json.read(Json.write(fields).getBytes(StandardCharsets.UTF_8)));
        McpSchema.Tool described = client().listTools().tools().stream()
                .filter(one -> one.name().equals(tool))
                .findFirst()
                .orElseThrow();
        assertThat(McpJsonDefaults.getSchemaValidator()
                        .validate(described.outputSchema(), fields)
                        .errorMessage())
                .as("%s keeps to its schema", tool)
                .isNullOrEmpty();
        return fields;
    }

    String failed(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as("%s %s", tool, arguments).isTrue();
        return text(result);
    }

    private Map<String, Object> added(String content) {
        return map(ok("add_memory", Map.of("content", content)).get("memory"));
    }

    private long memories() {
        return ((Number) Objects.requireNonNull(ok("memory_stats", Map.of()).get("memories"))).longValue();
    }

    @Test
    void theToolsSayWhatTheyTakeGiveAndDo() {
        List<McpSchema.Tool> tools = client().listTools().tools();

        assertThat(tools)
                .extracting(McpSchema.Tool::name)
                .containsExactlyInAnyOrder(
                        "add_memory",
                        "add_memories",
                        "search_memories",
                        "get_memory",
                        "list_memories",
                        "update_memory",
                        "delete_memory",
                        "delete_memories",
                        "memory_stats");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.description()).hasSizeGreaterThan(40);
            assertThat(tool.outputSchema()).containsEntry("type", "object");
            assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
            assertThat(Json.write(tool.inputSchema())).doesNotContain("namespace");
            boolean reads = Set.of("search_memories", "get_memory", "list_memories", "memory_stats")
                    .contains(tool.name());
            assertThat(tool.annotations().readOnlyHint()).isEqualTo(reads);
            assertThat(tool.annotations().destructiveHint())
                    .isEqualTo(tool.name().startsWith("delete") || tool.name().startsWith("update"));
            assertThat(tool.annotations().idempotentHint())
                    .isEqualTo(!tool.name().startsWith("add"));
        });
        assertThat(client().getServerInfo().name()).isEqualTo("jamey");
        assertThat(client().getServerInstructions()).contains("Search it before you answer");
    }

    @Test
    void aMemoryIsAddedFoundReadChangedAndDeleted() {
        Map<String, Object> memory = map(ok(
                        "add_memory",
                        Map.of(
                                "content", "Ann is allergic to walnuts.",
                                "importance", 0.9,
                                "actor", "Ann",
                                "metadata", Map.of("project", "dinner", "guests", 4),
                                "session_id", "june"))
                .get("memory"));
        assertThat(memory).containsEntry("namespace", "ann").containsEntry("content", "Ann is allergic to walnuts.");
        added("The train leaves at seven.");
        Object id = Objects.requireNonNull(memory.get("id"));

        Map<String, Object> found =
                ok("search_memories", Map.of("query", "What about walnuts?", "limit", 1, "explain", true));
        Map<String, Object> match = map(list(found.get("matches")).getFirst());
        assertThat(match).containsEntry("id", id).containsKeys("score", "signals");
        assertThat(found).containsKey("plan");
        assertThat((List<?>) ok(
                                "search_memories",
                                Map.of(
                                        "query",
                                        "walnuts",
                                        "filter",
                                        Map.of("field", "metadata.project", "op", "eq", "value", "other")))
                        .get("matches"))
                .isEmpty();

        Map<String, Object> changed = map(
                ok("update_memory", Map.of("id", id, "content", "Ann is allergic to walnuts and pecans.", "version", 1))
                        .get("memory"));
        assertThat(changed).containsEntry("version", 2);
        assertThat(map(ok("get_memory", Map.of("id", id)).get("memory")))
                .containsEntry("content", "Ann is allergic to walnuts and pecans.")
                .containsEntry("session_id", "june");
        assertThat(failed("update_memory", Map.of("id", id, "importance", 1, "version", 1)))
                .contains("has version 2");

        assertThat(map(ok("memory_stats", Map.of()).get("by_type"))).containsEntry("semantic", 2);
        assertThat(ok("delete_memory", Map.of("id", id))).containsEntry("deleted", true);
        assertThat(ok("delete_memory", Map.of("id", id))).containsEntry("deleted", false);
        assertThat(failed("get_memory", Map.of("id", id)))
                .contains("there is no memory with id")
                .contains("search_memories");
    }

    @Test
    void listsGoPageByPageByOpaqueCursorsWithTheirTotal() {
        List<Map<String, String>> many = IntStream.range(0, 45)
                .mapToObj(i -> Map.of("content", "memory " + i))
                .toList();
        assertThat((List<?>) ok("add_memories", Map.of("memories", many)).get("memories"))
                .hasSize(45);

        var seen = new ArrayList<Object>();
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("order", "oldest_first"));
        for (int page = 0; page < 3; page++) {
            Map<String, Object> fields = ok("list_memories", arguments);
            list(fields.get("items")).forEach(item -> seen.add(map(item).get("id")));
            assertThat(fields).containsEntry("total", 45);
            assertThat(fields.containsKey("next_cursor")).isEqualTo(page < 2);
            arguments.put("cursor", fields.get("next_cursor"));
        }
        assertThat(new HashSet<>(seen)).hasSize(45);

        arguments.put("order", "newest_first");
        arguments.put(
                "cursor", ok("list_memories", Map.of("order", "oldest_first")).get("next_cursor"));
        assertThat(failed("list_memories", arguments)).contains("does not belong to this listing");
        assertThat(ok(
                        "delete_memories",
                        Map.of(
                                "ids",
                                List.of(
                                        seen.get(0),
                                        seen.get(1),
                                        UUID.randomUUID().toString()))))
                .containsEntry("deleted", 2);
        assertThat(ok("delete_memories", Map.of("filter", Map.of("field", "importance", "op", "gte", "value", 0.2))))
                .containsEntry("deleted", 43);
    }

    @Test
    void textComesBackAsItWasWritten() {
        for (String content : List.of(
                "emoji \ud83c\udf75 and e\u0301 and \u00e9",
                "tab\tline\nreturn\r\nquote\" backslash\\ \u2028\u2029 end",
                "'; DROP TABLE memory; -- ${jndi:ldap://x} ../../etc/passwd <script>",
                "{\"jsonrpc\":\"2.0\"}",
                "x".repeat(100_000))) {
            Object id = Objects.requireNonNull(added(content).get("id"));
            assertThat(map(ok("get_memory", Map.of("id", id)).get("memory"))).containsEntry("content", content);
        }
    }

    @Test
    void mistakesAreToldInWordsThatHelpAndChangeNothing() {
        String id = String.valueOf(added("stays").get("id"));
        Map<String, Object> deep = Map.of("field", "actor", "op", "exists");
        for (int i = 0; i < 30; i++) {
            deep = Map.of("not", deep);
        }
        record Mistake(String tool, Map<String, Object> arguments, String told) {}
        for (Mistake mistake : List.of(
                new Mistake("add_memory", Map.of(), "needs 'content'"),
                new Mistake("add_memory", Map.of("content", " "), "must not be blank"),
                new Mistake("add_memory", Map.of("content", 7), "content must be a text, not 7"),
                new Mistake("add_memory", Map.of("content", "a\u0000b"), "NUL"),
                new Mistake("add_memory", Map.of("content", "x".repeat((1 << 20) + 1)), "too long"),
                new Mistake("add_memory", Map.of("content", "x", "importence", 1), "did you mean 'importance'?"),
                new Mistake("add_memory", Map.of("content", "x", "importance", 2), "between 0 and 1"),
                new Mistake("add_memory", Map.of("content", "x", "importance", "high"), "must be a number"),
                new Mistake("add_memory", Map.of("content", "x", "embedding", List.of(1, 2)), "unknown argument"),
                new Mistake("add_memory", Map.of("content", "x", "namespace", "bob"), "leave out 'namespace'"),
                new Mistake("add_memory", Map.of("content", "x", "id", "1"), "must be a UUID"),
                new Mistake("add_memory", Map.of("content", "x", "id", id), "is taken by a different memory"),
                new Mistake("add_memory", Map.of("content", "x", "created_at", "yesterday"), "created_at"),
                new Mistake("add_memory", Map.of("content", "x", "memory_type", "A fact"), "memory type must be"),
                new Mistake("add_memory", Map.of("content", "x", "metadata", Map.of("provenance", "me")), "leave out"),
                new Mistake(
                        "add_memories",
                        Map.of("memories", List.of(Map.of("content", "x"), Map.of("contnet", "y"))),
                        "memories[1]: unknown argument 'contnet' of a memory: did you mean 'content'?"),
                new Mistake("add_memories", Map.of("memories", List.of()), "1 to 1000 elements"),
                new Mistake("search_memories", Map.of("query", " "), "needs text"),
                new Mistake("search_memories", Map.of("query", "x", "limit", 0), "from 1 to 100"),
                new Mistake("search_memories", Map.of("query", "x", "limit", 1L << 31), "from 1 to 100"),
                new Mistake("search_memories", Map.of("query", "x", "limit", -1), "from 1 to 100"),
                new Mistake("search_memories", Map.of("query", "x", "filter", deep), "depth of the filter"),
                new Mistake(
                        "search_memories",
                        Map.of("query", "x", "filter", Map.of("field", "actr", "op", "eq", "value", "x")),
                        "did you mean 'actor'?"),
                new Mistake(
                        "list_memories", Map.of("filter", Map.of("field", "actor", "op", "like", "value", "x")), "op"),
                new Mistake("list_memories", Map.of("cursor", "'; --"), "cursor"),
                new Mistake("list_memories", Map.of("order", "best"), "newest_first or oldest_first"),
                new Mistake("get_memory", Map.of("id", "nonsense"), "must be a UUID"),
                new Mistake("update_memory", Map.of("id", id), "name what to change"),
                new Mistake("update_memory", Map.of("id", id, "session_id", "s"), "cannot join a session later"),
                new Mistake(
                        "update_memory",
                        Map.of("id", UUID.randomUUID().toString(), "content", "x"),
                        "there is no memory with id"),
                new Mistake("delete_memories", Map.of(), "either 'ids' or a 'filter'"),
                new Mistake("delete_memories", Map.of("filter", Map.of("and", List.of())), "accepts every memory"),
                new Mistake("delete_memories", Map.of("ids", List.of("x")), "ids[0] must be a UUID"),
                new Mistake("memory_stats", Map.of("user_id", "bob"), "leave out 'user_id'"))) {
            assertThat(failed(mistake.tool(), mistake.arguments()))
                    .as("%s", mistake.tool())
                    .contains(mistake.told());
        }
        assertThat(memories()).isEqualTo(1);
        assertThat(map(ok("get_memory", Map.of("id", id)).get("memory"))).containsEntry("version", 1);
        assertThatThrownBy(() -> call("forget_everything", Map.of())).isInstanceOf(McpError.class);
    }

    @Test
    void whereAMemoryCameFromIsKeptAndCannotBeForged() {
        Map<String, Object> memory = map(ok("add_memory", Map.of("content", "x", "metadata", Map.of("project", "a")))
                .get("memory"));
        Map<String, Object> provenance = map(map(memory.get("metadata")).get("provenance"));
        assertThat(provenance).containsEntry("via", "mcp").containsEntry("client", "a test 1.0");

        Map<String, Object> changed =
                map(ok("update_memory", Map.of("id", memory.get("id"), "metadata", Map.of("project", "b")))
                        .get("memory"));

        assertThat(map(changed.get("metadata"))).isEqualTo(Map.of("project", "b", "provenance", provenance));
        assertThat(failed(
                        "update_memory",
                        Map.of("id", memory.get("id"), "metadata", Map.of("provenance", Map.of("via", "me")))))
                .contains("leave out metadata.provenance");
    }

    @Test
    void aHundredCallsAtOnceAreAllAnswered() throws Exception {
        List<Callable<Object>> calls = IntStream.range(0, 100)
                .<Callable<Object>>mapToObj(
                        i -> () -> added("memory number " + i).get("content"))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var contents = new HashSet<>();
            for (Future<Object> answer : threads.invokeAll(calls)) {
                contents.add(answer.get());
            }
            assertThat(contents).hasSize(100);
        }
        assertThat(memories()).isEqualTo(100);
    }
}
