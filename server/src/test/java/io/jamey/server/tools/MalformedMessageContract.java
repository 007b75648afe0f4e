package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.json.Json;
import io.jamey.server.BadValues;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent to the tools, by whatever transport: an error that says what to do, or the text back byte for byte;
/// nothing half-written, and the next message is answered.
abstract class MalformedMessageContract {
    static final Namespace ANN = Namespace.of("ann");
    private static final UUID THERE = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final String MISSING = "01890a5d-ac96-774b-bcce-b302099a8058";

    /// Arguments that are right, for each tool.
    private static final Map<String, Map<String, String>> RIGHT = Map.of(
            "add_memory", Map.of("content", "\"x\""),
            "add_memories", Map.of("memories", "[{\"content\":\"x\"}]"),
            "search_memories", Map.of("query", "\"x\""),
            "get_memory", Map.of("id", "\"" + THERE + "\""),
            "list_memories", Map.of(),
            "update_memory", Map.of("id", "\"" + THERE + "\"", "importance", "0.5"),
            "delete_memory", Map.of("id", "\"" + MISSING + "\""),
            "delete_memories", Map.of("ids", "[\"" + MISSING + "\"]"),
            "memory_stats", Map.of());

    /// The memory of the tools; `begin` puts something into it.
    abstract MemoryStore store();

    /// What a client hears that has introduced itself and sends this.
    abstract Map<?, ?> ask(byte[] message);

    void begin() {
        store().store(
                        ANN,
                        NewMemory.of("stays")
                                .id(THERE)
                                .embedding(Embedding.of(1, 2))
                                .build());
    }

    private Map<?, ?> call(String tool, String arguments) {
        return ask(("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":" + arguments + "}}")
                .getBytes(UTF_8));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static boolean failed(Map<?, ?> answer) {
        return answer.containsKey("error")
                || Boolean.TRUE.equals(map(answer.get("result")).get("isError"));
    }

    private static String complaint(Map<?, ?> answer) {
        if (answer.containsKey("error")) {
            assertThat((Long) map(answer.get("error")).get("code")).isIn(-32700L, -32600L, -32601L, -32602L);
            return String.valueOf(map(answer.get("error")).get("message"));
        }
        List<?> content =
                (List<?>) Objects.requireNonNull(map(answer.get("result")).get("content"));
        return String.valueOf(map(content.getFirst()).get("text"));
    }

    private List<Memory> memories() {
        try (Stream<Memory> memories = store().iterate(ANN, Filter.everything())) {
            return memories.toList();
        }
    }

    /// All memories, but for when they were looked at.
    private List<String> written() {
        return memories().stream().map(BadValues::written).toList();
    }

    private static String object(Map<String, String> fields) {
        var written = new ArrayList<String>();
        fields.forEach((name, value) -> written.add("\"" + name + "\":" + value));
        return "{" + String.join(",", written) + "}";
    }

    /// Whether the tool's own schema takes this; what is no JSON it does not.
    private static boolean isAccepted(Tool tool, String arguments) {
        try {
            Object read = Objects.requireNonNull(Json.read(arguments.getBytes(UTF_8)));
            return McpJsonDefaults.getSchemaValidator()
                    .validate(tool.input(), read)
                    .valid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static List<Tool> tools() {
        return ToolList.ALL;
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatTheSchemaRefusesIsRefusedForEveryArgument(Tool tool) {
        for (String argument : map(tool.input().get("properties")).keySet().toArray(String[]::new)) {
            for (String value : BadValues.all()) {
                var arguments = new LinkedHashMap<>(Objects.requireNonNull(RIGHT.get(tool.name()), tool.name()));
                if (argument.equals("filter")) {
                    arguments.remove("ids");
                }
                arguments.put(argument, value);
                check(tool, object(arguments));
            }
        }
        check(tool, "{\"nothing_like_it\":1}");
        check(tool, "[]");
        check(tool, "\"content\"");
    }

    @Test
    void whatTheSchemaRefusesIsRefusedForEveryFieldOfSeveralMemoriesAndNoneIsStored() {
        Tool tool = tools().stream()
                .filter(each -> each.name().equals("add_memories"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> item =
                map(map(map(tool.input().get("properties")).get("memories")).get("items"));
        for (Object field : map(item.get("properties")).keySet()) {
            for (String value : BadValues.all()) {
                var second = new LinkedHashMap<>(Map.of("content", "\"x\""));
                second.put((String) field, value);
                check(tool, "{\"memories\":[{\"content\":\"first\"}," + object(second) + "]}");
            }
        }
    }

    private void check(Tool tool, String arguments) {
        List<String> before = written();
        Map<?, ?> answer = call(tool.name(), arguments);
        String what = tool.name() + " " + BadValues.shown(arguments);
        if (!isAccepted(tool, arguments)) {
            assertThat(failed(answer)).as(what + ": " + answer).isTrue();
        }
        if (failed(answer)) {
            assertThat(complaint(answer))
                    .as(what)
                    .isNotBlank()
                    .hasSizeLessThan(1000)
                    .doesNotContain("Exception", "java.", "tools.jackson", "fault of the memory server");
            assertThat(written()).as(what).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textComesBackByteForByte(String text) {
        String written = Json.write(text);
        Map<?, ?> added =
                map(map(call("add_memory", "{\"content\":" + written + ",\"metadata\":{\"k\":" + written + "}}")
                                .get("result"))
                        .get("structuredContent"));
        String id = String.valueOf(map(added.get("memory")).get("id"));

        Map<?, ?> read =
                map(map(map(call("get_memory", "{\"id\":\"" + id + "\"}").get("result"))
                                .get("structuredContent"))
                        .get("memory"));

        assertThat(read.get("content")).isEqualTo(text);
        assertThat(map(read.get("metadata")).get("k")).isEqualTo(text);
        assertThat(store().retrieve(ANN, UUID.fromString(id)).orElseThrow().content())
                .isEqualTo(text);
    }

    static List<String> texts() {
        return BadValues.TEXTS;
    }

    @Test
    void contentHasAtMostAMegabyteAndIsNotCut() {
        String largest = "x".repeat(1 << 20);

        assertThat(failed(call("add_memory", "{\"content\":\"" + largest + "\"}")))
                .isFalse();
        assertThat(complaint(call("add_memory", "{\"content\":\"" + largest + "x\"}")))
                .contains("too long");
        assertThat(memories()).extracting(memory -> memory.content().length()).containsExactlyInAnyOrder(5, 1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{",
                "17",
                "null",
                "\"text\"",
                "[]",
                "{}",
                "{\"hello\":1}",
                "{'jsonrpc':'2.0','id':1,'method':'ping'}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":1,\"a\":2}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/destroy\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"forget_everything\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\"add_memory\",\"arguments\":\"content\"}}"
            })
    void whatIsNoCallIsAnsweredWithAnErrorAndTheNextMessageIsTaken(String message) {
        Map<?, ?> answer = ask(message.getBytes(UTF_8));

        assertThat(failed(answer)).as("%s", answer).isTrue();
        assertThat(complaint(answer)).isNotBlank().hasSizeLessThan(600).doesNotContain("Exception", "tools.jackson");
        assertThat(failed(call("memory_stats", "{}"))).isFalse();
        assertThat(memories()).hasSize(1);
    }

    @Test
    void whatIsNotUtf8OrHasALineEndInsideATextIsRefusedInsteadOfBeingMended() {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"add_memory\","
                + "\"arguments\":{\"content\":\"a";
        for (String broken : List.of("\u00ff", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u0001", "\r")) {
            Map<?, ?> answer = ask((head + broken + "b\"}}}").getBytes(ISO_8859_1));

            assertThat(failed(answer)).as("%s", answer).isTrue();
        }
        assertThat(memories()).hasSize(1);
    }
}
