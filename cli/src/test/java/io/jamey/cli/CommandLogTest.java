package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.json.Json;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CommandLogTest {
    @TempDir
    private Path folder;

    private Settings settings(Map<String, String> environment) {
        return Configuration.read(new Sources(Optional.empty(), environment, Map.of(), folder, folder))
                .settings();
    }

    @Test
    void logsAsTheSettingsSay() throws IOException {
        Settings settings = settings(Map.of(
                "JAMEY_LOG", "debug",
                "JAMEY_LOG_FORMAT", "json",
                "JAMEY_LOG_FILE", "logs/jamey.log",
                "JAMEY_EMBEDDINGS_KEY", "ordinary words",
                "JAMEY_TRACING_HEADER", "Api-Key: other words"));
        try (var _ = CommandLog.start(settings)) {
            LoggerFactory.getLogger("io.jamey.Test").debug("it was ordinary words and other words");
            LoggerFactory.getLogger("io.jamey.Test").trace("too much");
            LoggerFactory.getLogger("org.example.Library").info("too much");
        }

        Path file = folder.resolve("logs/jamey.log");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(Json.read(Files.readAllBytes(file)));
        assertThat(fields.get("message")).isEqualTo("it was [redacted] and [redacted]");
        assertThat(fields.get("level")).isEqualTo("DEBUG");
    }

    @Test
    void aLogThatCannotBeWrittenEndsTheCommandAndSaysWhy() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        Shell.Result result = new Shell(folder)
                .with("JAMEY_LOG_FILE", folder.resolve("file/jamey.log").toString())
                .run("mcp", "--embedder", "none");

        assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err()).contains("cannot write the log to").contains("name another file");
    }
}
