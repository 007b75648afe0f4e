package io.jamey.embedded.records;

import io.jamey.MemoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteException;

/// One connection to the file, with its statements kept prepared, and faults in the store's own terms.
///
/// For one thread at a time.
final class Sql implements AutoCloseable {
    /// What a connection is for.
    enum Use {
        READ,
        WRITE,
        CHECKPOINT
    }

    /// How long to wait for a lock that only a foreign tool can hold.
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    /// Pages in the log at which the writer itself moves them to the file, which lets the log begin anew.
    private static final int AUTOCHECKPOINT_PAGES = 6_000;
    /// Large enough that a usual group of writes stays in memory until its commit; kibibytes.
    private static final int WRITE_CACHE_KIB = 32 << 10;
    /// The most pages SQLite can number.
    private static final long PAGES_MAX = 0xffff_fffeL;
    /// The most SQLite maps.
    private static final long MAPPED_BYTES = 0x7fff_0000L;

    private final Path file;
    private final Connection connection;
    private final WorkCounters counters;
    private final Map<String, Prepared> statements = new HashMap<>();
    private @Nullable MemoryException fault;

    private Sql(Path file, Connection connection, WorkCounters counters) {
        this.file = file;
        this.connection = connection;
        this.counters = counters;
    }

    /// Opens a connection of which nobody wants to know what it does.
    static Sql open(Path file, Use use) {
        return open(file, use, new WorkCounters());
    }

    /// @param counters of the statements it executes
    static Sql open(Path file, Use use, WorkCounters counters) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPragma(Pragma.MMAP_SIZE, Long.toString(MAPPED_BYTES));
        config.setPragma(Pragma.SECURE_DELETE, "true");
        // Otherwise the driver asks for the last rowid after every change.
        config.setGetGeneratedKeys(false);
        if (use == Use.WRITE) {
            config.setCacheSize(-WRITE_CACHE_KIB);
        }
        try {
            // As a URI, in which every character of a file's name can be written.
            var sql = new Sql(file, config.createConnection("jdbc:sqlite:" + file.toUri()), counters);
            try {
                // On macOS a plain sync stops at the drive's cache.
                sql.run("PRAGMA fullfsync = true");
                sql.run("PRAGMA checkpoint_fullfsync = true");
                sql.run("PRAGMA wal_autocheckpoint = " + (use == Use.WRITE ? AUTOCHECKPOINT_PAGES : 0));
                sql.run("PRAGMA query_only = " + (use == Use.READ));
                return sql;
            } catch (RuntimeException e) {
                sql.close();
                throw e;
            }
        } catch (SQLiteException e) {
            throw Faults.of(e, file);
        } catch (SQLException e) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "cannot open " + file, e);
        }
    }

    Path file() {
        return file;
    }

    /// Runs a statement that returns nothing of interest.
    void run(String text, @Nullable Object... arguments) {
        try (var rows = query(text, arguments)) {
            rows.next();
        }
    }

    /// Lets the file grow to so many bytes and no further.
    void limitSize(long bytesMax) {
        long pages = Math.min(bytesMax / number(1, "PRAGMA page_size"), PAGES_MAX);
        run("PRAGMA max_page_count = " + pages);
    }

    /// Ends the transaction, if SQLite has not ended it already.
    void rollback() {
        try {
            run("ROLLBACK");
        } catch (MemoryException e) {
            // SQLite has ended it already, or the connection is beyond use: either way nothing of it stays.
        }
        fault = null;
    }

    /// Runs a change and returns how many rows it changed.
    int update(String text, @Nullable Object... arguments) {
        Prepared prepared = prepared(text, arguments);
        counters.executed();
        try {
            return prepared.statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(prepared, e);
        }
    }

    /// Runs a statement to its end that returns a row for every step it takes, as some pragmas do: [#run] would
    /// take one step, and [#update] refuse.
    void runToEnd(String text) {
        counters.executed();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The first column of the first row, or `absent` when there is no row or it holds NULL.
    long number(long absent, String text, @Nullable Object... arguments) {
        try (var rows = query(text, arguments)) {
            return rows.next() && !rows.isNull(1) ? rows.number(1) : absent;
        }
    }

    /// Begins a query; close it before the same text is used again on this connection.
    Rows query(String text, @Nullable Object... arguments) {
        Prepared prepared = prepared(text, arguments);
        counters.executed();
        try {
            prepared.statement.execute();
            ResultSet result = prepared.statement.getResultSet();
            prepared.open = true;
            return new Rows(prepared, result);
        } catch (SQLException e) {
            throw failed(prepared, e);
        }
    }

    /// The latest fault of disk or room on this connection since the last call, if any: such a fault can end a
    /// transaction without being asked to.
    @Nullable MemoryException takeFault() {
        MemoryException taken = fault;
        fault = null;
        return taken;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Prepared prepared(String text, @Nullable Object... arguments) {
        try {
            Prepared prepared = statements.get(text);
            if (prepared == null) {
                prepared = new Prepared(text, connection.prepareStatement(text));
                statements.put(text, prepared);
            }
            if (prepared.open) {
                throw new IllegalStateException("a read was begun inside a visit of the same kind of read");
            }
            for (int i = 0; i < arguments.length; i++) {
                bind(prepared.statement, i + 1, arguments[i]);
            }
            return prepared;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setNull(index, java.sql.Types.NULL);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case String text -> statement.setString(index, text);
            default -> throw new IllegalArgumentException("cannot bind a " + argument.getClass());
        }
    }

    /// The driver ends a statement that failed: the next use prepares it anew.
    private MemoryException failed(Prepared prepared, SQLException e) {
        statements.remove(prepared.text);
        return failed(e);
    }

    private MemoryException failed(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            throw new IllegalStateException("the SQLite driver was misused", e);
        }
        MemoryException translated = Faults.of(sqlite, file);
        switch (translated.kind()) {
            case FULL, UNAVAILABLE -> fault = translated;
            case CONFLICT, CORRUPT -> {}
        }
        return translated;
    }

    private static final class Prepared {
        private final String text;
        private final PreparedStatement statement;
        private boolean open;

        Prepared(String text, PreparedStatement statement) {
            this.text = text;
            this.statement = statement;
        }
    }

    /// The rows of a running query; columns count from 1.
    final class Rows implements AutoCloseable {
        private final Prepared prepared;
        private final @Nullable ResultSet result;

        private Rows(Prepared prepared, @Nullable ResultSet result) {
            this.prepared = prepared;
            this.result = result;
        }

        boolean next() {
            try {
                return result != null && result.next();
            } catch (SQLException e) {
                throw failed(prepared, e);
            }
        }

        long number(int column) {
            try {
                return current().getLong(column);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        boolean isNull(int column) {
            try {
                return current().getObject(column) == null;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        byte[] bytes(int column) {
            byte[] bytes = bytesOrNull(column);
            return bytes == null ? new byte[0] : bytes;
        }

        byte @Nullable [] bytesOrNull(int column) {
            try {
                return current().getBytes(column);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        String text(int column) {
            try {
                String text = current().getString(column);
                return text == null ? "" : text;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        private ResultSet current() {
            if (result == null) {
                throw new IllegalStateException("the statement has no rows");
            }
            return result;
        }

        @Override
        public void close() {
            prepared.open = false;
            try {
                if (result != null) {
                    result.close();
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }
}
