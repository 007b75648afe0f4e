package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.encoding.Micros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// All memories of a store in one SQLite file: reads on any thread, writes in groups on one.
///
/// **Reading.** [#read] lends the caller one of a few reader connections (one per core, handed out in order of
/// arrival) and shows one moment of the file. Inside, neither read nor write again: the other readers and the
/// writer may be waiting for this connection.
///
/// **Writing.** [#write] hands work to the writer thread, which runs the work of all callers that wait at that
/// moment in one transaction, each under a savepoint, and commits them with one sync. Work that throws undoes
/// only itself. After the commit the writer thread runs each caller's `applied` step in the order of the work,
/// then answers the callers. So whatever `applied` publishes is durable, and is published before the call
/// returns.
///
/// **Durability.** What [#write] returned survives a killed process and a power loss.
///
/// **Errors.** [MemoryException]:
/// - `FULL`: no room, nothing of this work was written; work that only deletes has a reserve to draw on;
/// - `UNAVAILABLE`: the outcome of a commit is unknown (it may or may not appear), or the file cannot be
///   reached; the file is opened and read anew before anything else is acknowledged;
/// - `CORRUPT`: bytes are not what was written; the message names the file and, where known, the row.
///
/// After [#close()] every call is an [IllegalStateException].
public final class RecordFile implements AutoCloseable {
    /// Pages cut off in one step of [#compact()]: writes wait no longer than that takes.
    private static final int PAGES_PER_STEP = 2_000;

    private final Path file;
    private final StoreLock lock;
    private final Connections connections;
    private final WorkCounters counters;
    private final AccessTimes accessTimes = new AccessTimes();
    private final GroupWriter writer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RecordFile(Path file, StoreLock lock, Connections connections, Settings settings, WorkCounters counters) {
        this.file = file;
        this.lock = lock;
        this.connections = connections;
        this.counters = counters;
        this.writer = new GroupWriter(connections, settings.listener(), accessTimes, new Reserve(file), counters);
    }

    /// Opens the file, or creates it and its parent folders; brings an older format up to date.
    ///
    /// @throws MemoryException `UNAVAILABLE` when it is open already, here or in another process
    ///     (named by its pid where possible), cannot be reached, or was written by a newer Jamey; `CORRUPT`
    ///     when it is no Jamey file. The file is then as it was.
    public static RecordFile open(Path file, Settings settings) {
        return open(file, settings, Schema.CURRENT);
    }

    static RecordFile open(Path file, Settings settings, Schema schema) {
        Path path = trueSpelling(file);
        StoreLock lock = StoreLock.acquire(path);
        try {
            if (Files.exists(path)) {
                schema.inspect(path);
            } else {
                schema.create(path, settings.clock());
            }
            var counters = new WorkCounters();
            var connections = new Connections(path, settings, schema, counters);
            try {
                var opened = new RecordFile(path, lock, connections, settings, counters);
                connections.checkpointer().start();
                opened.writer.start();
                return opened;
            } catch (RuntimeException e) {
                connections.close(RecordFile::closedAlready);
                throw e;
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Path path() {
        return file;
    }

    /// What has been done since it was opened. Live.
    public WorkCounters work() {
        return counters;
    }

    /// What `reading` makes of one moment of the file. Blocks while all reader connections are lent out.
    public <T> T read(Function<? super Snapshot, T> reading) {
        return connections.readers().read(sql -> reading.apply(new Snapshot(sql, accessTimes)));
    }

    /// Like [#read], cheaper: every statement sees a moment of its own. For readings of one statement, or of
    /// rows that need not agree with each other.
    public <T> T readLoosely(Function<? super Snapshot, T> reading) {
        return connections.readers().lend(sql -> reading.apply(new Snapshot(sql, accessTimes)));
    }

    /// Runs `work` in the next group on the writer thread; see [#write(Function, Consumer)].
    public <T> T write(Function<? super Transaction, T> work) {
        return write(work, _ -> {});
    }

    /// Runs `work` in the next group on the writer thread and, once it is durable, `applied` with its result on
    /// the same thread; returns that result, or throws what either threw (after a failed `applied` the write
    /// has happened nevertheless).
    ///
    /// `work` may run more than once (a group that did not fit is repeated piece by piece) and must have no
    /// effect outside its transaction. Blocks while the queue of [Settings#QUEUE] writes is full. An interrupt
    /// is kept for later: it does not cancel.
    public <T> T write(Function<? super Transaction, T> work, Consumer<? super T> applied) {
        var job = new Job.Work<T>(work, applied);
        return writer.await(job, job::await);
    }

    /// Records that these rows were used at `at`: seen at once by every read here, written with other writes
    /// about a second later, lost in a crash before that. Cheap; unknown rids are passed over.
    public void touch(long[] rids, Instant at) {
        requireOpen();
        accessTimes.touch(rids, Micros.of(at));
    }

    /// Gives deleted rows' room back to the disk and leaves no byte of them in the file or its log; returns how
    /// many bytes the two have shrunk. Writes go on in between; waits for reads that began before.
    public long compact() {
        long before = sizes().total();
        while (upkeep(RecordFile::giveBackPages)) {}
        upkeep(sql -> {
            // A read that runs would keep the log from being emptied.
            connections.readers().pause(() -> connections.checkpointer().pause(() -> Connections.emptyLog(sql)));
            return true;
        });
        return before - sizes().total();
    }

    /// Throws an [IllegalStateException] once the file is closed.
    public void requireOpen() {
        if (closed.get()) {
            throw closedAlready();
        }
    }

    public FileSizes sizes() {
        long live = connections
                .readers()
                .read(sql -> (sql.number(0, "PRAGMA page_count") - sql.number(0, "PRAGMA freelist_count"))
                        * sql.number(0, "PRAGMA page_size"));
        return new FileSizes(live, sizeOf(file) + sizeOf(Path.of(file + "-wal")));
    }

    /// Finishes the writes that were handed over, writes access times, empties the log into the file and
    /// releases the lock. A second call does nothing.
    @Override
    public void close() {
        writer.refuseWriterThread();
        if (closed.compareAndSet(false, true)) {
            try {
                closeConnections();
            } finally {
                lock.close();
            }
        }
    }

    private void closeConnections() {
        try {
            writer.close();
        } finally {
            connections.close(RecordFile::closedAlready);
        }
    }

    private <T> T upkeep(Function<? super Sql, T> step) {
        var job = new Job.Upkeep<T>(step);
        return writer.await(job, job::await);
    }

    /// Cuts some free pages off the end of the file; false when there were none.
    private static boolean giveBackPages(Sql sql) {
        long free = sql.number(0, "PRAGMA freelist_count");
        sql.runToEnd("PRAGMA incremental_vacuum(" + PAGES_PER_STEP + ")");
        return sql.number(0, "PRAGMA freelist_count") < free;
    }

    private static long sizeOf(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new MemoryException(Kind.UNAVAILABLE, "cannot read the size of " + path + ": " + e, e);
        }
    }

    private static Path trueSpelling(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = absolute.getParent();
            if (folder == null) {
                throw new MemoryException(Kind.UNAVAILABLE, file + " is a folder: name a file in it");
            }
            Files.createDirectories(folder);
            if (Files.isDirectory(absolute)) {
                throw new MemoryException(Kind.UNAVAILABLE, file + " is a folder: name a file in it");
            }
            return Files.exists(absolute)
                    ? absolute.toRealPath()
                    : folder.toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) {
            throw new MemoryException(Kind.UNAVAILABLE, "cannot reach or make the folder of " + file + ": " + e, e);
        }
    }

    private static IllegalStateException closedAlready() {
        return new IllegalStateException("the store is closed");
    }
}
