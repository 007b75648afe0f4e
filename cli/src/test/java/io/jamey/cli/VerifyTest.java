package io.jamey.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(home);
        shell.ok("store", "Prefers green tea", "--id", ID);
        shell.ok("store", "Lives by the sea");
    }

    private void damage() throws IOException {
        Path file = home.resolve(".jamey/memory.db");
        String bytes = Files.readString(file, ISO_8859_1);
        assertThat(bytes).contains("green tea");
        Files.writeString(file, bytes.replace("green tea", "greed tea"), ISO_8859_1);
    }

    @Test
    void aSoundStoreIsOk() {
        assertThat(shell.ok("verify")).isEqualTo("ok  2 memories; file, records, embeddings and words agree\n");
        assertThat(shell.ok("verify", "--json"))
                .isEqualTo("{\"ok\":true,\"memories\":2,\"problems_found\":0,\"problems\":[]}\n");
        assertThat(shell.ok("verify", "--rebuild")).startsWith("ok  2 memories");
        assertThat(shell.ok("search", "tea", "-k", "1")).contains("green tea");
    }

    @Test
    void damageIsFoundAndWhatToDoIsSaid() throws IOException {
        damage();

        Shell.Result result = shell.run("verify");

        assertThat(result.code()).isEqualTo(ExitCode.NOT_SO);
        assertThat(result.out())
                .contains("namespace 'default'")
                .contains("jamey verify --rebuild")
                .contains("backup");
        assertThat(shell.run("verify", "--json").out()).startsWith("{\"ok\":false,");
    }

    @Test
    void whatIsDamagedIsNotPassedOff() throws IOException {
        damage();

        Shell.Result result = shell.run("get", ID);

        assertThat(result.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("jamey verify");
    }
}
