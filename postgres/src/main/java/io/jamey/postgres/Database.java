package io.jamey.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.jamey.performance.DurationHistogram;
import io.jamey.performance.DurationSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
    private final PlatformThreads threads = new PlatformThreads();
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    /// The connections in use, and since when.
    private final Map<Connection, Long> inUse = new ConcurrentHashMap<>();
    private final DurationHistogram times = new DurationHistogram();
    private final LongAdder timeouts = new LongAdder();
    private volatile boolean closed;

    Database(PostgresOptions options) {
        this.patience = new Patience(options.timeout());
        this.pool = Connections.pool(options, patience);
    }

    /// Statements that each stand for themselves and can be repeated. After a lost connection they are, once.
    <T> T call(Duration limit, Work<T> work) {
        return use(limit, end -> {
            try (Connection connection = connection()) {
                return used(connection, () -> work.run(new Session(connection, end, statements)));
            }
        });
    }

    /// Statements that take effect together, when this returns, or not at all. Begun again when they lost a
    /// race or their connection, unless they may have taken effect.
    <T> T transaction(Duration limit, Work<T> work) {
        return use(limit, end -> {
            try (Connection connection = connection()) {
                var session = new Session(connection, end, statements);
                return used(connection, () -> committed(connection, session, work));
            }
        });
    }

    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            timeouts.increment();
            throw e;
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
        } catch (SQLException e) {
            throw session.mayHaveCommitted() ? new UnknownOutcome(e) : e;
        } finally {
            end(connection, done);
        }
    }

    /// The server was told to commit, and what became of it is not known.
    private static final class UnknownOutcome extends SQLException {
        private static final long serialVersionUID = 1;

        UnknownOutcome(SQLException cause) {
            super("the outcome of a commit is unknown", cause.getSQLState(), cause);
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

    private <T> T used(Connection connection, Call<T> call) throws SQLException {
        long start = System.nanoTime();
        inUse.put(connection, start);
        try {
            return call.run();
        } finally {
            inUse.remove(connection);
            times.record(System.nanoTime() - start);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws SQLException;
    }

    @FunctionalInterface
    private interface TimedCall<T> {
        T run(long end) throws SQLException;
    }

    private <T> T use(Duration limit, TimedCall<T> call) {
        return threads.run(() -> {
            open.readLock().lock();
            try {
                requireOpen();
                return repeated(limit, call);
            } catch (SQLException e) {
                throw SqlErrors.translated(e);
            } finally {
                open.readLock().unlock();
            }
        });
    }

    private <T> T repeated(Duration limit, TimedCall<T> call) throws SQLException {
        long start = System.nanoTime();
        long end = start + patience.connection().plus(limit).toNanos();
        // A connection that dies at once was dead before: the next is a new one.
        long soon = start + patience.check().toNanos();
        for (int tried = 1; ; tried++) {
            try {
                return call.run(end);
            } catch (UnknownOutcome e) {
                throw e;
            } catch (SQLException e) {
                boolean again = SqlErrors.lostARace(e) ? tried < TRIES : SqlErrors.lostConnection(e) && tried == 1;
                if (!again || System.nanoTime() > (SqlErrors.lostARace(e) ? end : soon)) {
                    throw e;
                }
                if (SqlErrors.lostConnection(e)) {
                    // What cut one has cut the idle ones too.
                    pool.getHikariPoolMXBean().softEvictConnections();
                }
            }
        }
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

    PoolUse use() {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new PoolUse(
                now.getActiveConnections(),
                now.getIdleConnections(),
                pool.getMaximumPoolSize(),
                now.getThreadsAwaitingConnection(),
                timeouts.sum());
    }

    /// How long calls held a connection.
    DurationSnapshot times() {
        return times.snapshot();
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
