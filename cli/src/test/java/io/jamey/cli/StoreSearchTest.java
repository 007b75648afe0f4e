package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSearchTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String OTHER = "01890a5d-ac96-774b-bcce-b302099a8058";

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(home);
    }

    @Test
    void whatIsStoredIsFoundAgain() {
        assertThat(shell.ok("store", "Prefers green tea", "--id", ID)).isEqualTo("stored " + ID + " in default\n");

        assertThat(shell.ok("search", "tea")).contains("Prefers green tea").contains(ID);
        assertThat(home.resolve(".jamey/memory.db")).exists();
    }

    @Test
    void theStoreAndTheNamespaceAreWhereTheEnvironmentSays() {
        Path store = home.resolve("elsewhere/x.db");
        shell.with("JAMEY_STORE", store.toString()).with("JAMEY_NAMESPACE", "ann");

        assertThat(shell.ok("store", "Prefers green tea")).endsWith(" in ann\n");
        assertThat(store).exists();
        assertThat(shell.ok("search", "tea", "-n", "ann ")).isEqualTo("nothing found in ann \n");
    }

    @Test
    void everythingThatCanBeSaidAboutAMemoryIsKept() {
        shell.ok(
                "store",
                "Said yes",
                "--id",
                ID,
                "--session",
                "s1",
                "--actor",
                "Ann",
                "--type",
                "message",
                "--importance",
                "0.9",
                "--metadata",
                "project=x",
                "--metadata",
                "n=7",
                "--metadata",
                "{\"deep\":{\"a\":[1.5]}}",
                "--created-at",
                "2025-03-01T09:30:00+02:00",
                "--expires-at",
                "2099-01-01");

        Map<?, ?> memory = Shell.fields(shell.ok("get", ID, "--json"));

        assertThat(memory.get("session_id")).isEqualTo("s1");
        assertThat(memory.get("sequence")).isEqualTo(0L);
        assertThat(memory.get("actor")).isEqualTo("Ann");
        assertThat(memory.get("memory_type")).isEqualTo("message");
        assertThat(memory.get("importance")).isEqualTo(0.9);
        assertThat(memory.get("metadata"))
                .isEqualTo(Map.of("project", "x", "n", 7L, "deep", Map.of("a", List.of(1.5))));
        assertThat(memory.get("created_at")).isEqualTo("2025-03-01T07:30:00Z");
        assertThat(memory.get("expires_at")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(shell.ok("get", ID)).contains("s1, place 0").contains("Said yes");
    }

    @Test
    void theMemoryCanComeFromStandardInput() {
        shell.typing("a long\nstory\n").ok("store", "-", "--id", ID);

        assertThat(Shell.fields(shell.ok("get", ID, "--json")).get("content")).isEqualTo("a long\nstory");
    }

    @Test
    void aMemoryCannotSteerTheTerminal() {
        shell.ok("store", "red \u001b[31malert\u001b[0m\nline two\u202e", "--id", ID);

        for (String printed : List.of(shell.ok("search", "alert"), shell.ok("list"), shell.ok("get", ID))) {
            assertThat(printed).contains("alert").doesNotContain("\u001b").doesNotContain("\u202e");
        }
    }

    @Test
    void filtersNarrowASearch() {
        shell.ok("store", "tea at home", "--actor", "Ann", "--metadata", "project=x");
        shell.ok("store", "tea at work", "--actor", "Bo", "--session", "s1", "--type", "message");

        assertThat(shell.ok("search", "tea", "--actor", "Ann")).contains("home").doesNotContain("work");
        assertThat(shell.ok("search", "tea", "--session", "s1", "--type", "message"))
                .contains("work")
                .doesNotContain("home");
        assertThat(shell.ok(
                        "search", "tea", "--filter", "{\"field\":\"metadata.project\",\"op\":\"ne\",\"value\":\"x\"}"))
                .contains("work")
                .doesNotContain("home");
    }

    @Test
    void jsonIsOneDocumentAndNothingElse() {
        shell.ok("store", "Prefers green tea", "--id", ID);

        Map<?, ?> found = Shell.fields(shell.ok("search", "tea", "--json", "--explain", "--limit", "1"));

        Map<?, ?> match = (Map<?, ?>) Shell.items(found, "matches").getFirst();
        assertThat(match.get("id")).isEqualTo(ID);
        assertThat(match.get("score")).isInstanceOf(Double.class);
        assertThat((Map<?, ?>) match.get("signals")).isNotEmpty();
        assertThat((Map<?, ?>) found.get("plan")).isNotEmpty();
    }

    @Test
    void explainingNamesTheSignals() {
        shell.ok("store", "Prefers green tea");

        assertThat(shell.ok("search", "tea", "--explain", "--weights", "words=1"))
                .contains("words +")
                .contains("recency 0")
                .contains(" ms");
    }

    @Test
    void aSearchThatFindsNothingSaysSoAndIsNoFailure() {
        shell.ok("store", "Prefers green tea");

        assertThat(shell.ok("search", "tea", "--actor", "Nobody")).isEqualTo("nothing found in default\n");
        assertThat(shell.ok("search", "tea", "--actor", "Nobody", "--json")).isEqualTo("{\"matches\":[]}\n");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        for (int i = 0; i < 5; i++) {
            shell.ok("store", "memory " + i, "--created-at", "2025-03-0" + (i + 1));
        }

        Map<?, ?> first = Shell.fields(shell.ok("list", "--limit", "2", "--json"));
        Map<?, ?> second = Shell.fields(
                shell.ok("list", "--limit", "2", "--json", "--cursor", String.valueOf(first.get("next_cursor"))));

        assertThat(first.get("total")).isEqualTo(5L);
        assertThat(contents(first)).containsExactly("memory 4", "memory 3");
        assertThat(contents(second)).containsExactly("memory 2", "memory 1");
        assertThat(contents(Shell.fields(shell.ok("list", "--oldest-first", "--offset", "4", "--json"))))
                .containsExactly("memory 4");
        assertThat(shell.ok("list", "--limit", "2")).contains("2 of 5 in default; go on with --cursor ");
    }

    private static List<String> contents(Map<?, ?> page) {
        return Shell.items(page, "items").stream()
                .map(item -> String.valueOf(((Map<?, ?>) item).get("content")))
                .toList();
    }

    @Test
    void anUpdateChangesOnlyWhatItNames() {
        shell.ok("store", "Prefers tea", "--id", ID, "--actor", "Ann");

        assertThat(shell.ok("update", ID, "--content", "Prefers coffee", "--metadata", "k=1", "--expect-version", "1"))
                .isEqualTo(ID + " now has version 2\n");

        Map<?, ?> memory = Shell.fields(shell.ok("update", ID, "--importance", "1", "--type", "episodic", "--json"));
        assertThat(memory.get("content")).isEqualTo("Prefers coffee");
        assertThat(memory.get("actor")).isEqualTo("Ann");
        assertThat(memory.get("version")).isEqualTo(3L);
        assertThat(Shell.fields(shell.ok("update", ID, "--expires-at", "2099-01-01", "--actor", "Bo", "--json"))
                        .get("expires_at"))
                .isEqualTo("2099-01-01T00:00:00Z");
        assertThat(Shell.fields(shell.ok("update", ID, "--never-expires", "--json"))
                        .get("expires_at"))
                .isNull();
    }

    @Test
    void deletingManyAsksFirst() {
        shell.ok("store", "one", "--id", ID, "--session", "s1");
        shell.ok("store", "two", "--id", OTHER, "--session", "s1");

        Shell.Result unasked = shell.run("delete", "--session", "s1");
        assertThat(unasked.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unasked.err()).contains("would delete 2 memories").contains("--yes");

        shell.on(new Terminal(true, true, true, 100, 24, false, true));
        Shell.Result declined = shell.typing("n\n").run("delete", "--session", "s1");
        assertThat(declined.code()).isEqualTo(ExitCode.NOT_SO);
        assertThat(declined.err()).contains("Delete 2 memories of default for good? [y/N]");
        assertThat(shell.typing("").run("delete", "--all").code()).isEqualTo(ExitCode.NOT_SO);
        assertThat(shell.ok("list")).contains("2 of 2");

        assertThat(shell.typing("yes\n").ok("delete", "--session", "s1")).isEqualTo("deleted 2\n");
    }

    @Test
    void deletingOneDoesNotAsk() {
        shell.ok("store", "one", "--id", ID);

        assertThat(shell.ok("delete", ID, "--json")).isEqualTo("{\"deleted\":1}\n");
        assertThat(shell.run("delete", ID).code()).isEqualTo(ExitCode.NOT_SO);
    }

    @Test
    void everythingOfOneNamespaceGoesAndNothingOfAnother() {
        shell.ok("store", "mine", "-n", "ann");
        shell.ok("store", "mine too", "-n", "ann");
        shell.ok("store", "theirs", "-n", "ann2");

        assertThat(shell.ok("delete", "--all", "--yes", "-n", "ann")).isEqualTo("deleted 2\n");
        assertThat(shell.ok("list", "-n", "ann2")).contains("theirs");
    }

    @Test
    void whatIsNotThereIsNamedAndTheRestIsShown() {
        shell.ok("store", "one", "--id", ID);

        Shell.Result result = shell.run("get", ID, OTHER);

        assertThat(result.code()).isEqualTo(ExitCode.NOT_SO);
        assertThat(result.out()).contains("one");
        assertThat(result.err()).isEqualTo("jamey: no memory " + OTHER + " in default\n");
        assertThat(shell.run("update", OTHER, "--actor", "Ann").code()).isEqualTo(ExitCode.NOT_SO);
    }

    @Test
    void statsCountWhatIsThere() {
        shell.ok("store", "one", "-n", "ann");
        shell.ok("store", "two", "-n", "ann");
        shell.ok("store", "three", "-n", "bo");

        assertThat(shell.ok("stats"))
                .contains("memories              3")
                .containsPattern("2 +ann")
                .containsPattern("1 +bo");
        Map<?, ?> stats = Shell.fields(shell.ok("stats", "--json"));
        assertThat(stats.get("namespaces")).isEqualTo(Map.of("ann", 2L, "bo", 1L));
        assertThat((Long) stats.get("bytes_total")).isPositive();
    }

    @Test
    void readingDoesNotMakeAStore() {
        for (String[] args : new String[][] {
            {"search", "x"},
            {"get", ID},
            {"list"},
            {"update", ID, "--actor", "x"},
            {"delete", ID},
            {"stats"},
            {"export"},
            {"verify"}
        }) {
            Shell.Result result = shell.run(args);

            assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).startsWith("jamey: there is no store at " + home.resolve(".jamey"));
        }
        assertThat(Files.exists(home.resolve(".jamey"))).isFalse();
    }

    @Test
    void theStoreIsTheOneOfTheSettings() throws IOException {
        Files.createDirectories(home.resolve(".jamey"));
        Files.writeString(home.resolve(".jamey/jamey.yaml"), "store: other.db\nport: 1\n");

        shell.ok("store", "Prefers green tea");

        assertThat(home.resolve(".jamey/other.db")).exists();
        assertThat(home.resolve(".jamey/memory.db")).doesNotExist();
        assertThat(shell.ok("list")).contains("green tea");
        assertThat(shell.run("list", "--store", home.resolve("x.db").toString()).code())
                .isEqualTo(ExitCode.UNAVAILABLE);
    }
}
