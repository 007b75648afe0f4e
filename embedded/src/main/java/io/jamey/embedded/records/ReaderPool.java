package io.jamey.embedded.records;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections that reads use, lent out in order of arrival.
///
/// As many as cores: a read holds its carrier thread while SQLite works, so more would only wait elsewhere. A
/// pool without order lets virtual threads starve.
final class ReaderPool {
    private final Path file;
    private final WorkCounters counters;
    private final int size;
    private final Semaphore turns;
    private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Supplier<RuntimeException> refusal;

    /// Opens nothing yet: [#resume()] does.
    ReaderPool(Path file, int size, WorkCounters counters) {
        this.file = file;
        this.counters = counters;
        this.size = size;
        this.turns = new Semaphore(size, true);
        turns.acquireUninterruptibly(size);
    }

    /// What `reading` makes of a connection inside a read transaction.
    <T> T read(Function<Sql, T> reading) {
        return lend(sql -> {
            try {
                sql.run("BEGIN");
                return reading.apply(sql);
            } finally {
                sql.rollback();
            }
        });
    }

    /// What `reading` makes of a connection without a transaction.
    <T> T lend(Function<Sql, T> reading) {
        turns.acquireUninterruptibly();
        try {
            Supplier<RuntimeException> refused = refusal;
            if (refused != null) {
                throw refused.get();
            }
            Sql sql = idle.removeFirst();
            try {
                return reading.apply(sql);
            } finally {
                idle.addFirst(sql);
            }
        } finally {
            turns.release();
        }
    }

    /// Waits for the reads that run and closes their connections; reads wait until [#resume()] or
    /// [#refuse(Supplier)].
    void suspend() {
        turns.acquireUninterruptibly(size);
        closeAll();
    }

    /// Runs `action` while no read does; reads wait meanwhile.
    void pause(Runnable action) {
        turns.acquireUninterruptibly(size);
        try {
            action.run();
        } finally {
            turns.release(size);
        }
    }

    /// Opens the connections of a suspended pool.
    void resume() {
        try {
            for (int i = 0; i < size; i++) {
                idle.add(Sql.open(file, Sql.Use.READ, counters));
            }
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
        refusal = null;
        turns.release(size);
    }

    /// Lets the reads of a suspended pool fail from now on.
    void refuse(Supplier<RuntimeException> reason) {
        refusal = reason;
        turns.release(size);
    }

    private void closeAll() {
        for (Sql sql = idle.poll(); sql != null; sql = idle.poll()) {
            sql.close();
        }
    }
}
