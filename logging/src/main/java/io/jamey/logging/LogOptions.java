package io.jamey.logging;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// How much is logged, how it is written, and where to.
///
/// ```java
/// LogOptions.defaults().level(Level.DEBUG).format(LogOptions.Format.JSON).file(new LogFile(Path.of("jamey.log")));
/// ```
///
/// @param level of what Jamey says. Libraries are heard from `WARN` on, whatever the level: what they say below that
///     may hold what they carry, such as the content of memories
/// @param file absent for the standard error stream
/// @param secrets known word for word, to be taken out whatever they look like
public record LogOptions(Level level, Format format, Optional<LogFile> file, List<String> secrets) {

    /// How an event is written.
    public enum Format {
        /// A line for people, and lines below it for a stack trace, indented.
        CONSOLE,
        /// One JSON object on one line.
        JSON
    }

    /// A file that only its owner may write and its group may read (mode 0640), as those it is renamed to when it is
    /// full or the day is over.
    ///
    /// @param path of the file that is written to; those that are over have a day and a number in their names
    /// @param bytes a file is over when it has more
    /// @param days how long those that are over are kept
    /// @param totalBytes what those that are over may take together; the oldest go first
    public record LogFile(Path path, long bytes, int days, long totalBytes) {
        private static final long BYTES = 64 << 20;
        private static final int DAYS = 14;
        private static final int FILES = 16;

        public LogFile {
            if (bytes < 1 || days < 1 || totalBytes < bytes) {
                throw new IllegalArgumentException(
                        "a log file needs at least a byte and a day, and room for one file that is over");
            }
        }

        /// Of 64 MiB, kept for 14 days, 1 GiB in all.
        public LogFile(Path path) {
            this(path, BYTES, DAYS, FILES * BYTES);
        }
    }

    public LogOptions {
        secrets = List.copyOf(secrets);
    }

    /// Warnings and errors, for people, on the standard error stream.
    public static LogOptions defaults() {
        return new LogOptions(Level.WARN, Format.CONSOLE, Optional.empty(), List.of());
    }

    public LogOptions level(Level level) {
        return new LogOptions(level, format, file, secrets);
    }

    public LogOptions format(Format format) {
        return new LogOptions(level, format, file, secrets);
    }

    public LogOptions file(LogFile file) {
        return new LogOptions(level, format, Optional.of(file), secrets);
    }

    public LogOptions secrets(List<String> secrets) {
        return new LogOptions(level, format, file, secrets);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "LogOptions[" + level + ", " + format + ", " + file.map(LogFile::path) + "]";
    }
}
