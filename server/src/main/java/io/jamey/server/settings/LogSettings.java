package io.jamey.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/// What goes to the log, and where that is.
///
/// @param file absent for the standard error stream
/// @param fileBytes after which the log goes on in a new file
/// @param keepDays how long older files are kept
/// @param keepBytes of all older files together
public record LogSettings(
        LogLevel level, LogFormat format, Optional<Path> file, long fileBytes, int keepDays, long keepBytes) {}
