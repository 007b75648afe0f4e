package io.jamey.performance;

import io.jamey.MemoryException;
import java.util.Locale;

/// How an operation ended.
public enum Outcome {
    OK,
    /// The caller's mistake.
    INVALID,
    CONFLICT,
    UNAVAILABLE,
    FULL,
    CORRUPT,
    /// The store was closed.
    CLOSED,
    /// Anything else: a bug, here or in what called.
    FAULT;

    /// Of an operation that threw.
    public static Outcome of(Throwable thrown) {
        return switch (thrown) {
            case MemoryException e ->
                switch (e.kind()) {
                    case CONFLICT -> CONFLICT;
                    case UNAVAILABLE -> UNAVAILABLE;
                    case FULL -> FULL;
                    case CORRUPT -> CORRUPT;
                };
            case IllegalArgumentException _ -> INVALID;
            case IllegalStateException _ -> CLOSED;
            default -> FAULT;
        };
    }

    /// As it is written in metrics, logs and JSON: `unavailable`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
