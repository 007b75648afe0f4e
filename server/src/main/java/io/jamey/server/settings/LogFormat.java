package io.jamey.server.settings;

/// How the log is written.
public enum LogFormat {
    /// For people.
    CONSOLE,
    /// For programs: one object on each line.
    JSON
}
