package io.jamey;

import org.jspecify.annotations.Nullable;

/// A fault of the world, not of the caller. [#kind()] says what can be done about it and is safe as a metric
/// label.
public final class MemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public enum Kind {
        /// Something else is stored under that id, or the version has moved on. Read again.
        CONFLICT,
        /// The store cannot be reached, is in use by another process, or lost its disk; a write may or may not
        /// have happened. Repeat later.
        UNAVAILABLE,
        /// No room. Nothing was written; deleting still works.
        FULL,
        /// Stored bytes are not what was written. The message names the place.
        CORRUPT
    }

    private final Kind kind;

    public MemoryException(Kind kind, String message) {
        this(kind, message, null);
    }

    public MemoryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
