package io.jamey.postgres;

import io.jamey.MemoryException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What the database says went wrong, in the contract's words. Says nothing of the values of a statement:
/// they are content.
final class SqlErrors {
    /// The state of errors that say the connection is no more.
    static final String CONNECTION_LOST = "08006";

    private static final Set<String> CONFLICTING = Set.of("40001", "40P01");
    private static final String NOT_PERMITTED = "42501";
    private static final String DISK_FULL = "53100";
    private static final Set<String> CORRUPT = Set.of("XX001", "XX002");

    private SqlErrors() {}

    static MemoryException translated(SQLException error) {
        String state = state(error);
        return new MemoryException(kind(state), words(error, state), withoutDetail(error, state));
    }

    /// Whether the same transaction, begun again, may well succeed: it did nothing, and lost to another.
    static boolean lostARace(SQLException error) {
        return CONFLICTING.contains(state(error));
    }

    /// Whether the connection is no more, or the server takes no statements.
    static boolean lostConnection(SQLException error) {
        String state = state(error);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /// Whether the user lacks a right, as what a library threw tells by its causes.
    static boolean isNotPermitted(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && NOT_PERMITTED.equals(sql.getSQLState()));
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? CONNECTION_LOST : error.getSQLState();
    }

    private static MemoryException.Kind kind(String state) {
        if (state.equals(DISK_FULL)) {
            return MemoryException.Kind.FULL;
        }
        return CORRUPT.contains(state) ? MemoryException.Kind.CORRUPT : MemoryException.Kind.UNAVAILABLE;
    }

    private static String words(SQLException error, String state) {
        return switch (kind(state)) {
            case FULL -> "PostgreSQL has no room left on its disk: nothing was written";
            case CORRUPT -> "PostgreSQL found damaged data (" + state + "): " + primary(error);
            case UNAVAILABLE, CONFLICT -> "PostgreSQL did not answer or refused (" + state + "): " + primary(error);
        };
    }

    /// The server's message alone, without the details that quote rows; and not even that where it is about
    /// a value.
    static String primary(Throwable error) {
        if (error instanceof SQLTransientConnectionException && error.getCause() == null) {
            return "all connections are in use: allow more, or send less at once";
        }
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof PSQLException postgres) {
                ServerErrorMessage server = postgres.getServerErrorMessage();
                if (server != null && server.getMessage() != null) {
                    return quotesValues(state(postgres)) ? "a value was refused" : server.getMessage();
                }
            }
        }
        return "the connection was lost or could not be made, or time ran out";
    }

    private static boolean quotesValues(String state) {
        return state.startsWith("22") || state.startsWith("23");
    }

    private static SQLException withoutDetail(SQLException error, String state) {
        var bare = new SQLException(primary(error), state);
        bare.setStackTrace(error.getStackTrace());
        return bare;
    }
}
