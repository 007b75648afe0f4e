package io.jamey.server.settings;

/// How much the server writes to its log.
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
