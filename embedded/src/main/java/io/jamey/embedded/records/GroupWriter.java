package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The one thread that writes: it runs the work of all callers that wait in one transaction, and one sync makes
/// all of it durable.
///
/// While a group commits, the next one gathers, so that groups grow with the load by themselves.
///
/// **After a failed commit nobody knows what is on the disk.** SQLite has forgotten the transaction, but the
/// log may hold it, and would bring it back after a crash; and a sync that is repeated reports success for
/// pages the system has already dropped. So all connections are closed and opened anew, the log is moved to the
/// file and emptied, and the layer above derives its index again, before anything else is acknowledged.
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    /// Works in one group.
    private static final int GROUP_WORKS = 256;
    /// Bytes to the log, about, from which on a group takes no further work.
    private static final long GROUP_BYTES = 16 << 20;
    /// Access times written with one group.
    private static final int GROUP_TOUCHES = 2_000;
    /// How long access times wait to be written, unless more wait than go with one group.
    private static final Duration TOUCH_DELAY = Duration.ofSeconds(1);
    private static final Duration RECOVERY_PAUSE = Duration.ofMillis(100);

    private final Connections connections;
    private final WriterListener listener;
    private final AccessTimes accessTimes;
    private final Reserve reserve;
    private final WorkCounters counters;
    private final JobQueue queue = new JobQueue();
    private final LiveCounts liveCounts = new LiveCounts();
    private final AtomicLong lastRid = new AtomicLong();
    private final Thread thread;
    /// The jobs under way. With room for all from the beginning: one that is lost would wait for ever.
    private final List<Job> taken = new ArrayList<>(GROUP_WORKS);
    private long touchesDueNanos = System.nanoTime() + TOUCH_DELAY.toNanos();
    /// Whether the latest group left access times that wait.
    private boolean moreTouches;

    GroupWriter(
            Connections connections,
            WriterListener listener,
            AccessTimes accessTimes,
            Reserve reserve,
            WorkCounters counters) {
        this.connections = connections;
        this.listener = listener;
        this.accessTimes = accessTimes;
        this.reserve = reserve;
        this.counters = counters;
        this.thread = Thread.ofPlatform().name("jamey-writer").daemon().unstarted(this::run);
    }

    void start() {
        readLastRid();
        reserve.hold();
        thread.start();
    }

    /// Hands a job over and waits for its outcome.
    ///
    /// @throws IllegalStateException after [#close()], or on the writer thread itself, which would wait forever
    <T> T await(Job job, Supplier<T> outcome) {
        refuseWriterThread();
        queue.put(job);
        return outcome.get();
    }

    /// @throws IllegalStateException on the writer thread, which cannot wait for itself
    void refuseWriterThread() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "the writer thread cannot wait for itself: write, and close, on another thread");
        }
    }

    /// Finishes the jobs that were handed over, and the access times, and ends the thread. Not on that thread.
    void close() {
        queue.close();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        reserve.release();
    }

    private void run() {
        while (!queue.isDrained()) {
            try {
                next();
                taken.clear();
            } catch (RuntimeException | Error e) {
                recover(e);
            }
        }
        writeLastTouches();
    }

    private void next() {
        Job job = queue.take(moreTouches ? Duration.ZERO : TOUCH_DELAY);
        if (moreTouches) {
            // Once only: after a group that fails they wait again.
            moreTouches = false;
            touchesDueNanos = System.nanoTime();
        }
        if (job != null) {
            taken.add(job);
        }
        Sql sql = connections.writer();
        if (sql == null) {
            sql = reopen();
        }
        if (sql == null) {
            if (job != null) {
                job.fail(unreachable());
            }
            return;
        }
        switch (job) {
            case Job.Upkeep<?> upkeep -> upkeep(sql, upkeep);
            case Job.Work<?> work -> group(sql, work);
            case null -> {
                reserve.hold();
                group(sql, null);
            }
        }
    }

    /// After what no job is to blame for, such as a heap that is full: whoever waits hears of it, and the thread goes
    /// on. Where there is no memory even for that, it is tried again.
    private void recover(Throwable cause) {
        while (true) {
            try {
                abandon(taken, cause);
                taken.clear();
                return;
            } catch (RuntimeException | Error e) {
                LockSupport.parkNanos(RECOVERY_PAUSE.toNanos());
            }
        }
    }

    private void upkeep(Sql sql, Job.Upkeep<?> step) {
        step.run(sql);
        MemoryException fault = sql.takeFault();
        if (fault != null && !isFull(fault)) {
            LOG.error("housekeeping failed with unknown outcome; opening the file anew", fault);
            reopen();
        }
        step.publish();
    }

    /// Commits `first` and whatever else waits; without `first`, only access times.
    ///
    /// First without a savepoint for each work, which would cost as much as the work itself; if one throws, all
    /// are undone and run again with savepoints, so that it fails alone.
    private void group(Sql sql, Job.@Nullable Work<?> first) {
        if (first == null && accessTimes.isEmpty()) {
            return;
        }
        List<Job.Work<?>> group = new ArrayList<>(GROUP_WORKS);
        if (first != null) {
            group.add(first);
        }
        if (!begins(sql, group)) {
            return;
        }
        Map<Long, Long> touched;
        long bytes = 0;
        try {
            boolean all = true;
            for (Job.Work<?> work = first; work != null; work = isFull(group, bytes) ? null : queue.pollWork()) {
                if (work != first) {
                    group.add(work);
                    taken.add(work);
                }
                var transaction = transaction(sql);
                all = all && succeeds(sql, work, transaction);
                bytes += transaction.bytes();
            }
            if (!all) {
                undo(sql);
                if (!begins(sql, group)) {
                    return;
                }
                for (Job.Work<?> work : group) {
                    attempt(sql, work);
                }
            }
            liveCounts.flush(sql);
            touched = writeTouches(sql);
            sql.run("COMMIT");
        } catch (RuntimeException | Error e) {
            undo(sql);
            if (isFull(e)) {
                freeTheLog(sql);
                group.forEach(this::alone);
            } else {
                abandon(group, e);
            }
            return;
        }
        accessTimes.committed(touched);
        moreTouches = touched.size() == GROUP_TOUCHES;
        publish(group, bytes);
    }

    /// Begins a transaction. Where that fails, nothing was written, and the whole group hears so.
    private boolean begins(Sql sql, List<? extends Job> group) {
        try {
            sql.run("BEGIN IMMEDIATE");
            return true;
        } catch (MemoryException e) {
            LOG.error("a group of writes could not begin; nothing of it was written", e);
            sql.takeFault();
            if (!isBusy(e)) {
                reopen();
            }
            for (Job job : group) {
                job.fail(new MemoryException(e.kind(), "nothing was written: " + e.getMessage(), e));
            }
            return false;
        }
    }

    /// Whether another program writes to the file: then there is nothing to put right here.
    private static boolean isBusy(MemoryException e) {
        return e.getCause() instanceof SQLiteException fault
                && (fault.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private Transaction transaction(Sql sql) {
        return new Transaction(sql, accessTimes, liveCounts, lastRid);
    }

    private void undo(Sql sql) {
        sql.rollback();
        liveCounts.clear();
        listener.undone();
    }

    /// Runs one work without a net; false when it threw, so that the whole group must be undone.
    private static boolean succeeds(Sql sql, Job.Work<?> work, Transaction transaction) {
        try {
            work.run(transaction);
        } catch (RuntimeException | Error e) {
            throwFault(sql);
            return false;
        }
        throwFault(sql);
        return true;
    }

    /// Commits one work of a group that did not fit: the others must not suffer for the one that is too large,
    /// and one that only deletes may use the reserve.
    private void alone(Job.Work<?> work) {
        while (true) {
            Sql sql = connections.writer();
            if (sql == null) {
                work.fail(unreachable());
                return;
            }
            if (!begins(sql, List.of(work))) {
                return;
            }
            long bytes;
            try {
                bytes = attempt(sql, work);
                sql.run("COMMIT");
            } catch (RuntimeException | Error e) {
                sql.rollback();
                liveCounts.clear();
                if (!isFull(e)) {
                    abandon(List.of(work), e);
                    return;
                }
                if (work.grew() || !reserve.release()) {
                    work.fail((MemoryException) e);
                    return;
                }
                freeTheLog(sql);
                continue;
            }
            publish(List.of(work), bytes);
            return;
        }
    }

    /// Runs one work under a savepoint and returns how many bytes it brought; what it threw is its own affair,
    /// unless the disk is behind it.
    private long attempt(Sql sql, Job.Work<?> work) {
        var transaction = transaction(sql);
        sql.run("SAVEPOINT work");
        try {
            work.run(transaction);
            liveCounts.flush(sql);
        } catch (RuntimeException | Error e) {
            throwFault(sql);
            sql.run("ROLLBACK TO work");
            liveCounts.clear();
            work.threw(e);
        }
        throwFault(sql);
        sql.run("RELEASE work");
        return transaction.bytes();
    }

    /// A fault of disk or room may have ended the whole transaction: then none of the group may go on, even if
    /// the work itself took no notice.
    private static void throwFault(Sql sql) {
        MemoryException fault = sql.takeFault();
        if (fault != null) {
            throw fault;
        }
    }

    private Map<Long, Long> writeTouches(Sql sql) {
        if (accessTimes.isEmpty() || System.nanoTime() - touchesDueNanos < 0) {
            return Map.of();
        }
        touchesDueNanos = System.nanoTime() + TOUCH_DELAY.toNanos();
        return accessTimes.write(sql, GROUP_TOUCHES);
    }

    private void writeLastTouches() {
        do {
            moreTouches = false;
            touchesDueNanos = System.nanoTime();
            Sql sql = connections.writer();
            if (sql != null) {
                group(sql, null);
            }
        } while (moreTouches);
    }

    private void publish(List<Job.Work<?>> group, long bytes) {
        counters.committed(); // before anybody hears of it, who may look
        group.forEach(Job.Work::publish);
        connections.checkpointer().wrote(bytes);
        try {
            listener.groupCommitted();
        } catch (RuntimeException e) {
            LOG.error("listening to a committed group failed; the group stands", e);
        }
    }

    /// After a group failed that had begun: if it was at its commit, the outcome of all of it is unknown.
    private void abandon(List<? extends Job> group, Throwable cause) {
        LOG.error("a group of writes failed; opening the file anew", cause);
        reopen();
        Kind kind = cause instanceof MemoryException m ? m.kind() : Kind.UNAVAILABLE;
        for (Job job : group) {
            job.fail(new MemoryException(
                    kind,
                    "the write may or may not have happened: " + cause.getMessage() + "; read, then repeat",
                    cause));
        }
    }

    private @Nullable Sql reopen() {
        try {
            connections.reopen(() -> {
                readLastRid();
                listener.reopened();
            });
        } catch (RuntimeException e) {
            LOG.error("the file cannot be opened again; trying once more with the next write", e);
        }
        return connections.writer();
    }

    private void readLastRid() {
        Sql sql = connections.writer();
        if (sql != null) {
            lastRid.set(sql.number(0, "SELECT seq FROM sqlite_sequence WHERE name = 'memory'"));
        }
    }

    /// Moves what it can from the log to the file, so that the log can begin anew in the room it has.
    private static void freeTheLog(Sql sql) {
        try {
            sql.run("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (MemoryException e) {
            // Then the log stays as it is, and there is no more room than before.
            sql.takeFault();
        }
    }

    private static MemoryException unreachable() {
        return new MemoryException(
                Kind.UNAVAILABLE, "the store's file cannot be reached since a write failed: nothing was written");
    }

    private static boolean isFull(List<Job.Work<?>> group, long bytes) {
        return group.size() >= GROUP_WORKS || bytes >= GROUP_BYTES;
    }

    private static boolean isFull(Throwable e) {
        return e instanceof MemoryException m && m.kind() == Kind.FULL;
    }
}
