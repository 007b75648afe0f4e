package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.server.settings.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(home);
    }

    @Test
    void everySettingIsShownWithWhoSaidIt() throws IOException {
        Path file = Files.writeString(home.resolve("j.yaml"), "port: 1\nlimits:\n  page: 7\n");

        String shown = shell.with("JAMEY_LIMITS_BURST", "2")
                .on(new Terminal(false, true, false, 400, 24, false, true))
                .ok("config", "--config", file.toString(), "--host", "localhost");

        assertThat(shown.lines()).hasSize(2 + Catalogue.all().size());
        assertThat(shown)
                .startsWith("file: " + file + "\n")
                .containsPattern("(?m)^port +1 +" + file + ":1$")
                .containsPattern("(?m)^limits.page +7 +" + file + ":3$")
                .containsPattern("(?m)^limits.burst +2 +\\$JAMEY_LIMITS_BURST$")
                .containsPattern("(?m)^host +localhost +--host$")
                .containsPattern("(?m)^embedder +none +\\$JAMEY_EMBEDDER$")
                .containsPattern("(?m)^store +" + home + "/.jamey/memory.db +default$");
    }

    @Test
    void secretsAreStars() {
        shell.with("JAMEY_EMBEDDER", "openai")
                .with("JAMEY_EMBEDDINGS_MODEL", "m")
                .with("JAMEY_EMBEDDINGS_KEY", "sk-secret");

        assertThat(shell.ok("config")).contains("********").doesNotContain("sk-secret");
        assertThat(shell.ok("config", "--json")).contains("********").doesNotContain("sk-secret");
    }

    @Test
    void programsGetOneDocument() {
        Map<?, ?> shown = Shell.fields(shell.ok("config", "--json", "--quota-memories", "5"));

        assertThat(Shell.items(shown, "settings")
                        .contains(Map.of("setting", "quota.memories", "value", "5", "from", "--quota-memories")))
                .isTrue();
    }

    @Test
    void whatMeansNothingIsTold() {
        assertThat(shell.run("config", "--prot", "1").err()).contains("did you mean '--port'?");
        Shell.Result wrong = shell.run("config", "--port", "x");
        assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("--port: port: it must be a whole number from 0 to 65535 and not 'x'");
        assertThat(shell.run("config", "--embedder", "cohere").err()).contains("local, openai or none");
        assertThat(shell.with("JAMEY_PROT", "1").run("config").err()).contains("did you mean 'JAMEY_PORT'?");
    }
}
