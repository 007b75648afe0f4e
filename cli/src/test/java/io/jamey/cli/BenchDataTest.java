package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDataTest {
    @TempDir
    private Path home;

    @Test
    void aStoreIsFilledOnce() {
        var shell = new Shell(home);

        assertThat(shell.ok("bench", "data", "--rows", "600", "--dim", "8", "-n", "made"))
                .contains("made up 600 memories, 600 of them new");
        assertThat(shell.ok("bench", "data", "--rows", "700", "--dim", "8", "-n", "made"))
                .contains("made up 700 memories, 100 of them new");
        assertThat(shell.ok("verify")).contains("700");
    }

    @Test
    void memoriesAreSharedOutOverNamespaces() {
        var shell = new Shell(home);

        shell.ok("bench", "data", "--rows", "10", "--dim", "8", "-n", "tenant", "--namespaces", "3");

        assertThat(shell.ok("stats", "--json"))
                .contains("\"tenant-0\":4")
                .contains("\"tenant-1\":4")
                .contains("\"tenant-2\":2");
    }

    @Test
    void noRowsAreRefused() {
        assertThat(new Shell(home).run("bench", "data", "--rows", "0").code()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
