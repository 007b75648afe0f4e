package io.jamey.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of connections, and work done on them: in one statement, or in a transaction. Safe for any
/// number of threads, virtual or not.
final class Database implements AutoCloseable {
    /// A transaction that lost a race to another is begun again so often.
    private static final int TRIES = 10;

    /// What a call does with a connection.
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final HikariDataSource pool;
    private final Patience patience;
    private final StatementCount statements = new StatementCount();
    private final PlatformThreads threads;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    /// The connections in use, and since when.
    private final Map<Connection, Long> inUse = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Database(PostgresOptions options) {
        this.patience = new Patience(options.timeout());
        this.pool = Connections.pool(options, patience);
        this.threads = new PlatformThreads(options.connections());
    }

    /// Statements that each stand for themselves.
    <T> T call(Duration limit, Work<T> work) {
        return use(() -> {
            try (Connection connection = pool.getConnection()) {
                return used(connection, () -> work.run(new Session(connection, limit, statements)));
            }
        });
    }

    /// Statements that take effect together, when this returns, or not at all.
    <T> T transaction(Duration limit, Work<T> work) {
        return use(() -> {
            for (int tried = 1; ; tried++) {
                try {
                    return transactionOnce(limit, work);
                } catch (SQLException e) {
                    if (tried == TRIES || !SqlErrors.lostARace(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    private <T> T transactionOnce(Duration limit, Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return used(connection, () -> committed(connection, new Session(connection, limit, statements), work));
        }
    }

    private static <T> T committed(Connection connection, Session session, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run(session);
            session.commit();
            done = true;
            return result;
        } finally {
            end(connection, done);
        }
    }

    private <T> T used(Connection connection, Call<T> call) throws SQLException {
        inUse.put(connection, System.nanoTime());
        try {
            return call.run();
        } finally {
            inUse.remove(connection);
        }
    }

    /// A connection that was lost has nothing to undo; the pool throws it away.
    private static void end(Connection connection, boolean done) throws SQLException {
        if (!connection.isClosed()) {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws SQLException;
    }

    private <T> T use(Call<T> call) {
        return threads.run(() -> {
            open.readLock().lock();
            try {
                if (closed) {
                    throw new IllegalStateException("the store is closed");
                }
                return call.run();
            } catch (SQLException e) {
                throw SqlErrors.translated(e);
            } finally {
                open.readLock().unlock();
            }
        });
    }

    /// Whether a call waits for the server longer than one that asks little would.
    boolean isWaiting() {
        long longest = patience.little().toNanos();
        long now = System.nanoTime();
        return inUse.values().stream().anyMatch(since -> now - since > longest);
    }

    /// Ends all calls that run: the server is not there.
    void giveUp() {
        for (Connection connection : inUse.keySet()) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("the connection was gone already", e);
            }
        }
    }

    Patience patience() {
        return patience;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    long statements() {
        return statements.value();
    }

    HikariDataSource pool() {
        return pool;
    }

    /// Waits for the calls that run.
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            closed = true;
            pool.close();
        } finally {
            open.writeLock().unlock();
        }
        threads.close();
    }
}
