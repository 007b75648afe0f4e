package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Logging as a process sets it up.
class SecureLoggingTest {
    @TempDir
    private Path folder;

    private LogOptions toFile(LogOptions.LogFile file) {
        return LogOptions.defaults()
                .level(Level.DEBUG)
                .format(LogOptions.Format.JSON)
                .file(file);
    }

    private List<String> messages() throws IOException {
        var messages = new ArrayList<String>();
        for (String line : Files.readAllLines(folder.resolve("jamey.log"))) {
            messages.add(String.valueOf(RecordedLog.parsed(line).get("message")));
        }
        return messages;
    }

    @Test
    void whatIsLoggedThroughAnyInterfaceArrivesWithoutSecrets() throws IOException {
        try (var _ = SecureLogging.start(toFile(new LogOptions.LogFile(folder.resolve("jamey.log"))))) {
            LoggerFactory.getLogger("io.jamey.A").debug("slf4j password=hunter2");
            System.getLogger("io.jamey.B").log(System.Logger.Level.DEBUG, "platform password={0}", "hunter2");
            java.util.logging.Logger.getLogger("io.jamey.C").warning("jul password=hunter2");
        }

        assertThat(messages())
                .containsExactly(
                        "slf4j password=[redacted]", "platform password=[redacted]", "jul password=[redacted]");
    }

    @Test
    void librariesAreHeardFromWarningsOn() throws IOException {
        try (var _ = SecureLogging.start(toFile(new LogOptions.LogFile(folder.resolve("jamey.log"))))) {
            LoggerFactory.getLogger("org.example.Wire").debug("the body of a request");
            LoggerFactory.getLogger("org.example.Wire").info("starting");
            LoggerFactory.getLogger("org.example.Wire").warn("careful");
            LoggerFactory.getLogger("io.jamey.A").debug("ours");
            LoggerFactory.getLogger("io.jamey.A").trace("too much");
        }

        assertThat(messages()).containsExactly("careful", "ours");
    }

    @Test
    void secretsThatAreKnownAreTakenOutWhateverTheyLookLike() throws IOException {
        var options =
                toFile(new LogOptions.LogFile(folder.resolve("jamey.log"))).secrets(List.of("plainwords"));
        try (var _ = SecureLogging.start(options)) {
            LoggerFactory.getLogger("io.jamey.A").warn("it said plainwords");
        }

        assertThat(messages()).containsExactly("it said [redacted]");
        assertThat(options.toString()).doesNotContain("plainwords");
    }

    @Test
    void filesAreForTheirOwnerAndGroupAlsoWhenTheyWereMoreOpenAndAfterRotation() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path path = logs.resolve("jamey.log");
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
        try (var _ = SecureLogging.start(toFile(new LogOptions.LogFile(path, 4_000, 1, 40_000)))) {
            for (int i = 0; i < 100; i++) {
                LoggerFactory.getLogger("io.jamey.A").info("line {} {}", i, "x".repeat(50));
            }
        }

        List<Path> files = filesIn(logs);
        assertThat(files).hasSizeGreaterThan(3);
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-r-----");
            assertThat(Files.size(file)).as(file.toString()).isLessThan(5_000);
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        assertThat(lines).as("nothing is lost in between").hasSize(100);
    }

    @Test
    void whatIsTooOldOrTooMuchGoes() throws IOException, InterruptedException {
        Path old = Files.writeString(
                folder.resolve("jamey." + LocalDate.now(ZoneId.systemDefault()).minusDays(5) + ".0.log"), "old");
        try (var _ =
                SecureLogging.start(toFile(new LogOptions.LogFile(folder.resolve("jamey.log"), 2_000, 2, 6_000)))) {
            for (int i = 0; i < 200; i++) {
                LoggerFactory.getLogger("io.jamey.A").info("line {} {}", i, "x".repeat(50));
            }
            for (int i = 0; i < 200 && (Files.exists(old) || filesIn(folder).size() > 6); i++) {
                Thread.sleep(20); // it is deleted in the background
                LoggerFactory.getLogger("io.jamey.A").info("more {}", "x".repeat(500));
            }
        }

        assertThat(old).doesNotExist();
        assertThat(filesIn(folder)).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOfAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> SecureLogging.start(toFile(new LogOptions.LogFile(file.resolve("jamey.log")))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write the log to " + file.resolve("jamey.log"));
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
