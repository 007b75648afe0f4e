package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.embedded.EmbeddedMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serch tea                       | unknown command 'serch': did you mean 'search'?",
                "search tea --limt 3             | unknown option '--limt': did you mean '--limit'?",
                "search tea --limit many         | 'many' is not an int",
                "search tea --limit 0            | limit must be between 1 and 1000",
                "search                          | Missing required parameter: 'QUESTION'",
                "search green tea                | unexpected 'tea': put quotes around text that has spaces",
                "search tea --weights word=1     | did you mean 'words'?",
                "search tea --weights words      | --weights must be like words=1,closeness=2",
                "search tea --weights words=x    | does not end in a number",
                "search tea --filter {}          | --filter: each object of a filter",
                "search tea --type Message       | memory type must be",
                "search tea --embedder gpt       | must be local, openai or none, not 'gpt'",
                "store x --importance 2          | importance must be between 0 and 1",
                "store x --metadata k            | --metadata must be key=value or a JSON object, not 'k'",
                "store x --metadata k=1 --metadata k=2 | --metadata names 'k' twice",
                "store x --metadata {\"k\":}     | --metadata: not JSON at column",
                "store x --created-at soon       | --created-at is not a time: 'soon'",
                "store x --id 7                  | '7' is not a UUID",
                "store x -n ''                   | namespace must not be blank",
                "get 7                           | '7' is not a UUID",
                "list --offset 1 --cursor x      | not both",
                "list --limit 1001               | limit must be between 1 and 1000",
                "update ID                       | nothing to change: name what changes",
                "delete                          | say what to delete",
                "delete ID --all                 | one of the three",
                "import nowhere.ndjson           | there is no file nowhere.ndjson",
                "import x --format xml           | expected one of [ndjson, locomo]",
                "eval                            | say what to measure",
                "eval locomo nowhere.json        | there is no file nowhere.json",
                "demo --quick                    | unknown option '--quick'"
            })
    void aMistakeOnTheCommandLineIsToldInALineOrTwo(String line, String reason) {
        String[] args = Arrays.stream(line.replace("ID", ID).split(" ", -1))
                .map(arg -> arg.equals("''") ? " " : arg)
                .toArray(String[]::new);

        Shell.Result result = new Shell(home).run(args);

        assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("jamey: ").contains(reason).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSizeBetween(1, 2);
        assertThat(home.resolve(".jamey")).doesNotExist();
    }

    @Test
    void aStoreInUseIsUnavailable() {
        Path file = home.resolve("memory.db");
        try (var held = EmbeddedMemoryStore.open(file)) {
            Shell.Result result = new Shell(home).run("list", "--store", file.toString());

            assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(result.err()).startsWith("jamey: ").doesNotContain("\tat ");
            assertThat(held.namespaces()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoStoreIsCorruptAndStaysAsItWas() throws IOException {
        Path file = home.resolve("memory.db");
        Files.writeString(file, "not a database, but my diary, long enough to be taken for one".repeat(100));
        byte[] before = Files.readAllBytes(file);

        Shell.Result result = new Shell(home).run("list", "--store", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(result.err()).contains("jamey verify");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anIdThatIsTakenIsAConflict() {
        var shell = new Shell(home);
        shell.ok("store", "one", "--id", ID);
        shell.ok("store", "one", "--id", ID);

        assertThat(shell.run("store", "another", "--id", ID).code()).isEqualTo(ExitCode.CONFLICT);
        assertThat(shell.run("update", ID, "--actor", "Ann", "--expect-version", "7")
                        .code())
                .isEqualTo(ExitCode.CONFLICT);
    }

    @Test
    void aModelThatCannotBeReachedIsUnavailableAndNothingIsStored() {
        var shell = new Shell(home)
                .with("JAMEY_EMBEDDER", "openai")
                .with("JAMEY_EMBEDDINGS_URL", "http://127.0.0.1:9")
                .with("JAMEY_EMBEDDINGS_MODEL", "m")
                .with("JAMEY_EMBEDDINGS_RETRIES", "0")
                .with("JAMEY_EMBEDDINGS_DIMENSION", "3");

        Shell.Result result = shell.run("store", "one");

        assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(shell.ok("stats", "--json")).contains("\"memories\":0");
    }

    @Test
    void whereAnErrorCameFromIsShownWhenAsked() {
        assertThat(new Shell(home).run("list", "--debug").err()).contains("\tat io.jamey.cli.ListCommand");
    }

    @Test
    void helpIsThereForEveryCommand() {
        var shell = new Shell(home);
        String overview = shell.ok("--help");
        assertThat(overview)
                .contains("Exit codes: 0 done")
                .isEqualTo(shell.ok())
                .isEqualTo(shell.ok("help"));
        for (String command : new String[] {
            "demo", "store", "search", "get", "list", "update", "delete", "stats", "import", "export", "eval", "verify",
            "doctor"
        }) {
            assertThat(overview).containsPattern("\n  " + command + "[ ,]");
            assertThat(shell.ok("help", command))
                    .startsWith("Usage: jamey " + command)
                    .isEqualTo(shell.ok(command, "--help"));
        }
        assertThat(shell.ok("eval", "locomo", "--help")).startsWith("Usage: jamey eval locomo");
        assertThat(overview.getBytes(UTF_8)).hasSize(overview.length());
    }
}
