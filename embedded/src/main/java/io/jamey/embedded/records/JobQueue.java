package io.jamey.embedded.records;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The jobs that wait for the writer thread, at most [Settings#QUEUE]; further callers wait, in order.
///
/// A queue of its own kind because closing it must be one step with the last [#put]: no job may be accepted and
/// then forgotten.
final class JobQueue {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Deque<Job> jobs = new ArrayDeque<>();
    private boolean closed;

    /// Waits for room, through interrupts.
    ///
    /// @throws IllegalStateException when closed
    void put(Job job) {
        lock.lock();
        try {
            while (jobs.size() >= Settings.QUEUE && !closed) {
                notFull.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            jobs.add(job);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next job; null when none came in time, or when there will be none ([#isDrained()]).
    @Nullable Job take(Duration timeout) {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (jobs.isEmpty() && !closed && nanos > 0) {
                nanos = notEmpty.awaitNanos(nanos);
            }
            return poll();
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt the writer thread: as if the time were over.
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// The next job if it is there and is work for a group.
    Job.@Nullable Work<?> pollWork() {
        lock.lock();
        try {
            return jobs.peek() instanceof Job.Work<?> work && poll() == work ? work : null;
        } finally {
            lock.unlock();
        }
    }

    boolean isDrained() {
        lock.lock();
        try {
            return closed && jobs.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more jobs; those that are in stay.
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Job poll() {
        Job job = jobs.poll();
        notFull.signal();
        return job;
    }
}
