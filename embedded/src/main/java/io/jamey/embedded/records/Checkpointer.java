package io.jamey.embedded.records;

import io.jamey.MemoryException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Moves pages from the log to the file on a thread of its own, so that the writer, which must do it when the
/// log has grown long, finds little left to do.
///
/// It never resets the log: for that it would have to hold up writes. The writer's own checkpoint does.
final class Checkpointer {
    /// Bytes that go to the log between two rounds.
    private static final long ROUND_BYTES = 4 << 20;

    private final Path file;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Sql sql;
    private long bytes;

    Checkpointer(Path file) {
        this.file = file;
        this.thread = Thread.ofPlatform().name("jamey-checkpointer").daemon().unstarted(this::run);
    }

    void start() {
        resume();
        thread.start();
    }

    /// The writer tells how much it has written, about.
    void wrote(long more) {
        bytes += more;
        if (bytes >= ROUND_BYTES) {
            bytes = 0;
            due.release();
        }
    }

    /// Opens its connection again.
    synchronized void resume() {
        if (sql == null) {
            sql = Sql.open(file, Sql.Use.CHECKPOINT);
        }
    }

    /// Closes its connection, when the round that runs has ended.
    synchronized void suspend() {
        if (sql != null) {
            sql.close();
            sql = null;
        }
    }

    /// Runs `action` while no round does: SQLite lets one checkpoint run at a time and refuses the others.
    synchronized void pause(Runnable action) {
        action.run();
    }

    void close() {
        closed = true;
        due.release();
        suspend();
    }

    private void run() {
        while (!closed) {
            due.acquireUninterruptibly();
            due.drainPermits();
            round();
        }
    }

    private synchronized void round() {
        if (sql == null) {
            return;
        }
        try {
            sql.run("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (MemoryException e) {
            // Nothing is lost: the pages stay in the log, and the next round or the writer takes them.
            sql.takeFault();
        }
    }
}
