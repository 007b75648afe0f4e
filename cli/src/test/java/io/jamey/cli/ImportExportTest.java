package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportExportTest {
    private static final String CONVERSATIONS = """
            [{"sample_id": "ann", "conversation": {
               "speaker_a": "Ann", "speaker_b": "Bo",
               "session_1_date_time": "9:12 am on 3 February, 2025",
               "session_1": [
                 {"speaker": "Ann", "dia_id": "D1:1", "text": "Do you drink tea?"},
                 {"speaker": "Bo", "dia_id": "D1:2", "text": "Look!", "blip_caption": "a cup of coffee"}],
               "session_2_date_time": "7:40 PM on 27 February, 2025"},
              "qa": [{"question": "What does Bo drink?", "evidence": ["D:1:02"], "category": 4}]}]
            """;

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(home);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }

    /// Each line without what belongs to the store.
    static List<Map<String, Object>> chosen(String ndjson) {
        return ndjson.lines()
                .map(line -> {
                    var fields = new LinkedHashMap<String, Object>();
                    Shell.fields(line).forEach((key, value) -> fields.put((String) key, value));
                    fields.keySet().removeAll(List.of("updated_at", "last_accessed", "version"));
                    return (Map<String, Object>) fields;
                })
                .toList();
    }

    @Test
    void whatIsExportedAndImportedIsTheSameAgain() throws IOException {
        String all = file("all.ndjson", """
                {"id":"01890a5d-ac96-774b-bcce-b302099a8057","namespace":"ann","session_id":"s","sequence":4,"actor":"Ann",\
                "memory_type":"message","content":"tea \\u001b \\"x\\"\\n🍵","embedding":[0.1,-3e-20,1],\
                "metadata":{"n":9007199254740993,"x":1.5,"list":[null,true]},"importance":0.125,\
                "created_at":"2025-03-01T09:30:00.000001Z","expires_at":"2099-01-01T00:00:00Z"}
                {"id":"01890a5d-ac96-774b-bcce-b302099a8058","namespace":"bo","content":"bare"}
                """);
        shell.ok("import", all);
        Path exported = home.resolve("exported.ndjson");
        shell.ok("export", "--all-namespaces", exported.toString());

        String again = home.resolve("again.db").toString();
        shell.ok("import", "--store", again, exported.toString());

        assertThat(chosen(shell.ok("export", "--all-namespaces", "--store", again)))
                .isEqualTo(chosen(Files.readString(exported)))
                .hasSize(2);
        assertThat(Files.readString(exported)).contains("\"embedding\":\"");
        assertThat(shell.ok("export", "-n", "ann", "--no-vectors")).doesNotContain("embedding");
        assertThat(shell.ok("export", "-n", "ann", "--session", "t")).isEmpty();
    }

    @Test
    void anExportDoesNotReplaceAFileUnasked() throws IOException {
        shell.ok("store", "one");
        String there = file("there.ndjson", "precious");

        Shell.Result refused = shell.run("export", there);

        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Files.readString(Path.of(there))).isEqualTo("precious");
        assertThat(shell.ok("export", there, "--force")).isEqualTo("exported 1 memories to " + there + "\n");
        assertThat(Files.readString(Path.of(there))).contains("\"content\":\"one\"");
    }

    @Test
    void importingTwiceStoresNothingTwice() throws IOException {
        String lines =
                file("lines.ndjson", "{\"content\":\"a\"}\n{\"content\":\"a\"}\n{\"text\":\"b\",\"run_id\":\"s\"}\n");

        assertThat(shell.ok("import", lines, "-n", "ann")).isEqualTo("imported 3 memories, 3 of them new\n  ann  +3\n");
        assertThat(shell.ok("import", lines, "-n", "ann", "--json"))
                .isEqualTo("{\"read\":3,\"new\":0,\"namespaces\":{\"ann\":0}}\n");
        String others = file("others.ndjson", "{\"content\":\"a\"}\n");
        assertThat(shell.ok("import", others, "-n", "ann")).contains("1 of them new");
    }

    @Test
    void aMistakeAnywhereInTheFileChangesNothing() throws IOException {
        String bad =
                file("bad.ndjson", "{\"content\":\"a\"}\n".repeat(1500) + "{\"content\":\"b\",\"colour\":\"red\"}\n");

        Shell.Result result = shell.run("import", bad);

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).startsWith("jamey: " + bad + ", line 1501: unknown field 'colour' in a memory");
        assertThat(home.resolve(".jamey")).doesNotExist();
    }

    @Test
    void idsAndDimensionsAreCheckedAcrossLines() throws IOException {
        String id = "\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"";
        String twice = file("twice.ndjson", "{\"content\":\"a\"," + id + "}\n{\"content\":\"b\"," + id + "}\n");
        assertThat(shell.run("import", twice).err()).contains("line 2: the id").contains("used a second time");
        String mixed = file(
                "mixed.ndjson", "{\"content\":\"a\",\"embedding\":[1]}\n{\"content\":\"b\",\"embedding\":[1,2]}\n");
        assertThat(shell.run("import", mixed).err()).contains("line 2: an embedding of 2 components after others of 1");

        shell.ok("import", file("one.ndjson", "{\"content\":\"a\",\"embedding\":[1]}\n"));
        Shell.Result other = shell.run("import", file("two.ndjson", "{\"content\":\"a\",\"embedding\":[1,2]}\n"));
        assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("2 components").contains("nothing was imported");
        assertThat(shell.ok("stats", "--json")).contains("\"memories\":1,");
    }

    @Test
    void aConflictSaysHowFarTheImportCame() throws IOException {
        shell.ok("store", "taken", "--id", "01890a5d-ac96-774b-bcce-b302099a8057");
        String lines = file(
                "lines.ndjson",
                "{\"content\":\"a\"}\n".repeat(501)
                        + "{\"content\":\"b\",\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}\n");

        Shell.Result result = shell.run("import", lines);

        assertThat(result.code()).isEqualTo(ExitCode.CONFLICT);
        assertThat(result.err()).contains("; 500 memories before this one's batch are stored, nothing after");
        assertThat(shell.ok("stats", "--json")).contains("\"memories\":501,");
    }

    @Test
    void standardInputIsCheckedWholeTooBeforeAnythingIsStored() {
        assertThat(shell.typing("{\"content\":\"a\"}\n{\"content\":\"b\"}").ok("import", "-"))
                .startsWith("imported 2 memories");
        Shell.Result bad = shell.typing("{\"content\":\"c\"}\n[]").run("import", "-");
        assertThat(bad.err()).startsWith("jamey: standard input, line 2: a memory must be an object");
        assertThat(shell.ok("list", "--json")).contains("\"total\":2");
        assertThat(home).isDirectoryNotContaining("glob:**/jamey-import-*");
    }

    @Test
    void conversationsBecomeMemoriesOfTheirOwnNamespaces() throws IOException {
        String conversations = file("conversations.json", CONVERSATIONS);

        assertThat(shell.ok("import", conversations)).isEqualTo("imported 2 memories, 2 of them new\n  ann  +2\n");
        assertThat(shell.ok("import", conversations)).contains("0 of them new");

        assertThat(chosen(shell.ok("export", "-n", "ann")))
                .last()
                .satisfies(turn -> assertThat(turn)
                        .containsEntry("content", "Bo: Look! [a cup of coffee]")
                        .containsEntry("actor", "Bo")
                        .containsEntry("session_id", "session_1")
                        .containsEntry("sequence", 1L)
                        .containsEntry("memory_type", "message")
                        .containsEntry("created_at", "2025-02-03T09:12:01Z"));
    }

    @Test
    void theFormatCanBeSaid() throws IOException {
        String one = file("one.json", CONVERSATIONS.strip().replaceAll("^\\[|]$", ""));

        assertThat(shell.ok("import", one, "--format", "locomo")).startsWith("imported 2");
        assertThat(shell.run("import", one).err()).contains("line 1: unknown field 'sample_id' in a memory");
        assertThat(shell.run("import", file("c.json", CONVERSATIONS), "--format", "ndjson")
                        .code())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void recallIsMeasuredForEachWayToSearch() throws IOException {
        String conversations = file("conversations.json", CONVERSATIONS);

        assertThat(shell.ok("eval", "locomo", conversations))
                .contains("1 conversations, 2 turns, 1 questions with evidence")
                .contains("full, no model")
                .doesNotContain("vectors");
        assertThat(shell.ok("eval", "locomo", conversations, "--json"))
                .contains("\"name\":\"words\",\"recall\":{\"1\":")
                .contains("\"5\":1.0");
        assertThat(home).isDirectoryNotContaining("glob:**/jamey-eval-*");
    }

    @Test
    void withoutQuestionsThereIsNothingToMeasure() throws IOException {
        String none = file("none.json", CONVERSATIONS.replace("D:1:02", "D7:7"));

        assertThat(shell.run("eval", "locomo", none).err()).contains("there is nothing to measure");
    }
}
