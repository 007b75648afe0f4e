package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What SQLite's result codes mean to a caller of the store.
final class Faults {
    /// An extended result code carries its primary code in the low byte.
    private static final int PRIMARY = 0xff;

    private Faults() {}

    /// Translates: a [MemoryException], or [IllegalStateException] for what only a mistake in this package causes
    static RuntimeException of(SQLException fault, Path file) {
        int code = fault.getErrorCode();
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(code & PRIMARY);
        return switch (primary) {
            case SQLITE_FULL ->
                new MemoryException(
                        Kind.FULL, "no room left for " + file + ": nothing was written; delete or make room", fault);
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT ->
                corrupt(file, String.valueOf(fault.getMessage()), fault);
            case SQLITE_CONSTRAINT ->
                new MemoryException(Kind.CONFLICT, "the namespace already holds a memory with this id", fault);
            case SQLITE_IOERR,
                    SQLITE_CANTOPEN,
                    SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_NOMEM,
                    SQLITE_READONLY,
                    SQLITE_PERM,
                    SQLITE_AUTH,
                    SQLITE_PROTOCOL,
                    SQLITE_INTERRUPT,
                    SQLITE_NOLFS ->
                new MemoryException(
                        Kind.UNAVAILABLE, file + " cannot be reached: " + String.valueOf(fault.getMessage()), fault);
            default -> new IllegalStateException("unexpected answer from SQLite for " + file, fault);
        };
    }

    static MemoryException corrupt(Path file, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new MemoryException(Kind.CORRUPT, file + " is damaged: " + what, cause);
    }
}
