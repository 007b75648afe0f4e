package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All connections to the file: the writer's, the readers', the checkpointer's; opened and closed together.
final class Connections {
    private final Path file;
    private final Settings settings;
    private final Schema schema;
    private final WorkCounters counters;
    private final ReaderPool readers;
    private final Checkpointer checkpointer;
    private @Nullable Sql writer;

    /// Opens them all.
    Connections(Path file, Settings settings, Schema schema, WorkCounters counters) {
        this.file = file;
        this.settings = settings;
        this.schema = schema;
        this.counters = counters;
        this.readers = new ReaderPool(file, Runtime.getRuntime().availableProcessors(), counters);
        this.checkpointer = new Checkpointer(file);
        try {
            open(() -> {});
        } catch (RuntimeException e) {
            closeWriter();
            throw e;
        }
    }

    ReaderPool readers() {
        return readers;
    }

    Checkpointer checkpointer() {
        return checkpointer;
    }

    /// The writer's connection, or null while the file cannot be reached.
    @Nullable Sql writer() {
        return writer;
    }

    /// Closes and opens them all, once the reads that run have ended; `then` runs before reads begin again.
    ///
    /// @throws RuntimeException when the file cannot be reached: reads fail then, until a later call succeeds
    void reopen(Runnable then) {
        readers.suspend();
        try {
            closeWriter();
            open(then);
        } catch (RuntimeException | Error e) {
            closeWriter();
            readers.refuse(
                    () -> new MemoryException(Kind.UNAVAILABLE, file + " cannot be reached since a write failed", e));
            throw e;
        }
    }

    /// Closes them all and empties the log into the file; reads fail with `reason` from now on.
    void close(Supplier<RuntimeException> reason) {
        readers.suspend();
        readers.refuse(reason);
        checkpointer.close();
        Sql last = writer;
        if (last != null) {
            try {
                last.run("PRAGMA wal_checkpoint(TRUNCATE)");
            } catch (MemoryException e) {
                // What the file does not take stays in the log, from where the next open reads it.
                last.takeFault();
            }
            closeWriter();
        }
    }

    private void open(Runnable then) {
        Sql sql = Sql.open(file, Sql.Use.WRITE, counters);
        writer = sql;
        schema.migrate(sql);
        sql.limitSize(settings.bytesMax());
        emptyLog(sql);
        then.run();
        checkpointer.resume();
        readers.resume();
    }

    /// Moves the log into the file, so that nothing is built on pages of the log that a failed sync left in the
    /// system's memory only.
    ///
    /// @throws MemoryException `UNAVAILABLE` when a foreign tool reads the file for long
    static void emptyLog(Sql sql) {
        if (sql.number(1, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
            throw new MemoryException(
                    Kind.UNAVAILABLE, sql.file() + " is being read by another program: end it and repeat");
        }
    }

    private void closeWriter() {
        checkpointer.suspend();
        Sql closing = writer;
        writer = null;
        if (closing != null) {
            closing.close();
        }
    }
}
