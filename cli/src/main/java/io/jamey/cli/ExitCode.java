package io.jamey.cli;

import io.jamey.MemoryException;

/// What the command's exit codes mean; docs/cli.md and `jamey --help` list them.
final class ExitCode {
    static final int OK = 0;
    /// Something asked for is not there, a check failed, or the user said no.
    static final int NOT_SO = 1;
    /// The command line or the input is wrong; nothing was changed.
    static final int BAD_INPUT = 2;
    /// The store (or the embedding model) cannot be reached: missing, locked, unreadable.
    static final int UNAVAILABLE = 3;
    static final int CORRUPT = 4;
    static final int FULL = 5;
    /// The id is taken by another memory, or the version has moved on.
    static final int CONFLICT = 6;
    /// A fault in Jamey itself.
    static final int BUG = 70;

    private ExitCode() {}

    static int of(MemoryException.Kind kind) {
        return switch (kind) {
            case CONFLICT -> CONFLICT;
            case UNAVAILABLE -> UNAVAILABLE;
            case FULL -> FULL;
            case CORRUPT -> CORRUPT;
        };
    }
}
