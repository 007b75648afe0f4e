package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.json.Json;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The protocol line by line, written by hand: so that the SDK is not only tried against itself.
class StdioLinesTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":"first","method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"printf","version":"1"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private final MemoryStore store = new ReferenceMemoryStore(InstantSource.system());

    private List<Map<?, ?>> answers(byte[] input) {
        var out = new ByteArrayOutputStream();
        StdioTools.serve(store, ANN, new ByteArrayInputStream(input), out);
        return out.toString(UTF_8)
                .lines()
                .<Map<?, ?>>map(line -> (Map<?, ?>) Objects.requireNonNull(Json.read(line.getBytes(UTF_8))))
                .toList();
    }

    private Map<Object, Map<?, ?>> answersById(String... lines) {
        String opening = INITIALIZE + "\n" + INITIALIZED + "\n";
        var byId = new LinkedHashMap<Object, Map<?, ?>>();
        answers((opening + String.join("\n", lines)).getBytes(UTF_8))
                .forEach(answer -> byId.put(String.valueOf(answer.get("id")), answer));
        return byId;
    }

    private static String add(int id, String content) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"add_memory\","
                + "\"arguments\":{\"content\":" + content + "}}}";
    }

    private static Object at(@Nullable Object value, String... path) {
        Object here = Objects.requireNonNull(value);
        for (String name : path) {
            here = Objects.requireNonNull(((Map<?, ?>) here).get(name));
        }
        return here;
    }

    private List<String> contents() {
        try (Stream<Memory> memories = store.iterate(ANN, Filter.everything())) {
            return memories.map(Memory::content).toList();
        }
    }

    @Test
    void aSessionThatIsPipedInIsAnsweredToTheLastRequest() {
        var answers = answersById(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                add(3, "\"Ann likes \\ud83c\\udf75\""));

        assertThat(answers.keySet()).containsExactlyInAnyOrder("first", "1", "2", "3");
        assertThat(at(answers.get("first"), "result", "protocolVersion")).isEqualTo("2025-06-18");
        assertThat(at(answers.get("first"), "result", "serverInfo", "name")).isEqualTo("jamey");
        assertThat((List<?>) at(answers.get("2"), "result", "tools")).hasSize(9);
        assertThat(at(answers.get("3"), "result", "structuredContent", "memory", "content"))
                .isEqualTo("Ann likes \ud83c\udf75");
        assertThat(at(answers.get("3"), "result", "structuredContent", "memory", "metadata", "provenance", "client"))
                .isEqualTo("printf 1");
        assertThat(contents()).containsExactly("Ann likes \ud83c\udf75");
    }

    @Test
    void aHundredRequestsInOneGoAreAllAnswered() {
        var answers = answersById(IntStream.range(0, 100)
                .mapToObj(i -> add(i, "\"memory " + i + "\""))
                .toArray(String[]::new));

        assertThat(answers).hasSize(101);
        assertThat(contents()).hasSize(100);
    }

    @Test
    void linesThatAreNoMessagesAreAnsweredWithErrorsAndTheNextOnesAreRead() {
        Map<String, Integer> garbled = new LinkedHashMap<>();
        garbled.put("nonsense", -32700);
        garbled.put("{\"jsonrpc\":\"2.0\",\"id\":7,", -32700);
        garbled.put("{\"jsonrpc\":\"2.0\",\"id\":7,\"id\":8,\"method\":\"ping\"}", -32700);
        garbled.put("[".repeat(10_000), -32700);
        garbled.put("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"x\":1e999}", -32700);
        garbled.put("[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}]", -32600);
        garbled.put("{\"hello\":1}", -32600);
        garbled.put("17", -32600);
        String lines = INITIALIZE + "\n" + INITIALIZED + "\n"
                + garbled.keySet().stream().collect(Collectors.joining("\n\n  \n")) + "\n"
                + add(3, "\"after\"") + "\n";

        List<Map<?, ?>> answers = answers(lines.getBytes(UTF_8));

        assertThat(answers.stream()
                        .filter(answer -> answer.containsKey("error"))
                        .map(answer -> ((Long) at(answer, "error", "code")).intValue()))
                .containsExactlyElementsOf(garbled.values());
        assertThat(contents()).containsExactly("after");
    }

    @Test
    void whatIsNotUtf8IsRefusedAndNothingOfItIsStored() {
        String line = INITIALIZE + "\n" + INITIALIZED + "\n" + add(3, "\"caf\u00e9\"") + "\n" + add(4, "\"tea\"");

        List<Map<?, ?>> answers = answers(line.getBytes(ISO_8859_1));

        assertThat(answers.stream().filter(answer -> answer.containsKey("error")))
                .singleElement()
                .satisfies(answer ->
                        assertThat((String) at(answer, "error", "message")).contains("UTF-8"));
        assertThat(contents()).containsExactly("tea");
    }

    @Test
    void halfASurrogateIsRefusedInsteadOfBeingReplaced() {
        var answers = answersById(add(3, "\"\\ud83c alone\""));

        assertThat(at(answers.get("3"), "result", "isError")).isEqualTo(true);
        assertThat(contents()).isEmpty();
    }

    @Test
    void requestsBeforeTheIntroductionAreRefusedAndDoNotHang() {
        List<Map<?, ?>> answers = answers((add(3, "\"early\"") + "\n").getBytes(UTF_8));

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.get("id")).isEqualTo(3L);
            assertThat((String) at(answer, "error", "message")).contains("initialize");
        });
        assertThat(contents()).isEmpty();
    }

    @Test
    void aCancelledRequestHarmsNothing() {
        var answers = answersById(
                add(3, "\"one\""),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":3}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":99}}",
                add(4, "\"two\""));

        assertThat(answers.keySet()).contains("4");
        assertThat(contents()).contains("two");
    }

    @Test
    void aLineThatIsTooLongIsPassedOverWithoutBeingHeld() {
        var lines = new Lines(new ByteArrayInputStream("12345\n123456\n\n12".getBytes(UTF_8)), 5);

        assertThat(lines.next())
                .satisfies(line -> assertThat(((Lines.Line.Text) line).bytes()).hasSize(5));
        assertThat(lines.next()).isInstanceOf(Lines.Line.TooLong.class);
        assertThat(lines.next())
                .satisfies(line -> assertThat(((Lines.Line.Text) line).bytes()).isEmpty());
        assertThat(lines.next())
                .satisfies(line -> assertThat(((Lines.Line.Text) line).bytes()).hasSize(2));
        assertThat(lines.next()).isInstanceOf(Lines.Line.End.class);
    }
}
