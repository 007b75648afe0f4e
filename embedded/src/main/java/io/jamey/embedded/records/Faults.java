package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite's result codes mean to a caller of the store.
final class Faults {
    /// An extended result code carries its primary code in the low byte.
    private static final int PRIMARY = 0xff;

    private Faults() {}

    /// Translates. The statements of this package are fixed, so an answer that says they make no sense means
    /// that the tables are not those it made.
    static MemoryException of(SQLiteException fault, Path file) {
        SQLiteErrorCode code = fault.getResultCode();
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
            return new MemoryException(Kind.CONFLICT, "the namespace already holds a memory with this id", fault);
        }
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
            case SQLITE_FULL ->
                new MemoryException(
                        Kind.FULL, "no room left for " + file + ": nothing was written; delete or make room", fault);
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
                new MemoryException(Kind.UNAVAILABLE, file + " cannot be reached: " + fault.getMessage(), fault);
            default -> corrupt(file, String.valueOf(fault.getMessage()), fault);
        };
    }

    static MemoryException corrupt(Path file, String what, @Nullable Throwable cause) {
        return new MemoryException(Kind.CORRUPT, file + " is damaged: " + what, cause);
    }
}
