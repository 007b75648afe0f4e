package io.jamey.embedded.records;

import java.nio.file.Path;
import java.time.Instant;
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
/// **Errors.** [io.jamey.MemoryException]:
/// - `FULL`: no room, nothing of this work was written; work that only deletes has a reserve to draw on;
/// - `UNAVAILABLE`: the outcome of a commit is unknown (it may or may not appear), or the file cannot be
///   reached; the file is opened and read anew before anything else is acknowledged;
/// - `CORRUPT`: bytes are not what was written; the message names the file and, where known, the row.
///
/// After [#close()] every call is an [IllegalStateException].
@SuppressWarnings("DoNotCallSuggester")
public final class RecordFile implements AutoCloseable {
    private RecordFile() {}

    /// Opens the file, or creates it and its parent folders; brings an older format up to date.
    ///
    /// @throws io.jamey.MemoryException `UNAVAILABLE` when it is open already, here or in another process
    ///     (named by its pid where possible), cannot be reached, or was written by a newer Jamey; `CORRUPT`
    ///     when it is no Jamey file. The file is then as it was.
    public static RecordFile open(Path file, Settings settings) {
        throw new IllegalStateException("skeleton");
    }

    public Path path() {
        throw new IllegalStateException("skeleton");
    }

    /// What `reading` makes of one moment of the file. Blocks while all reader connections are lent out.
    public <T> T read(Function<? super Snapshot, T> reading) {
        throw new IllegalStateException("skeleton");
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
        throw new IllegalStateException("skeleton");
    }

    /// Records that these rows were used at `at`: seen at once by every read here, written with other writes
    /// about a second later, lost in a crash before that. Cheap; unknown rids are passed over.
    public void touch(long[] rids, Instant at) {
        throw new IllegalStateException("skeleton");
    }

    /// Gives deleted rows' room back to the disk and leaves no byte of them in the file or its log; returns how
    /// many bytes the two have shrunk. Writes go on in between; waits for reads that began before.
    public long compact() {
        throw new IllegalStateException("skeleton");
    }

    public FileSizes sizes() {
        throw new IllegalStateException("skeleton");
    }

    /// Finishes the writes that were handed over, writes access times, empties the log into the file and
    /// releases the lock. A second call does nothing.
    @Override
    public void close() {
        throw new IllegalStateException("skeleton");
    }
}
