package io.jamey.embedded.records;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The jobs that wait for the writer thread, at most [Settings#QUEUE]; further callers wait, in order.
///
/// A queue of its own kind because closing it must be one step with the last [#put]: no job may be accepted and
/// then forgotten. No lock, which callers that come together would hand to each other one by one, and no signal
/// to a writer thread that is awake.
final class JobQueue {
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(Settings.QUEUE, true);
    private volatile boolean closed;
    /// The writer thread while it sleeps, or is about to.
    private volatile @Nullable Thread sleeper;

    /// Waits for room, through interrupts.
    ///
    /// @throws IllegalStateException when closed
    void put(Job job) {
        room.acquireUninterruptibly();
        jobs.add(job);
        // Whoever closes looks for jobs after it has closed: either it finds this one, or this finds it closed.
        if (closed && jobs.remove(job)) {
            room.release();
            throw new IllegalStateException("the store is closed");
        }
        LockSupport.unpark(sleeper);
    }

    /// The next job; null when none came in time, or when there will be none ([#isDrained()]). For the writer
    /// thread, as are the following.
    @Nullable Job take(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        sleeper = Thread.currentThread();
        for (long left = timeout.toNanos(); jobs.isEmpty() && !closed && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                // Nobody has a reason to interrupt the writer thread: as if the time were over.
                break;
            }
        }
        sleeper = null;
        return poll();
    }

    /// The next job if it is there and is work for a group.
    Job.@Nullable Work<?> pollWork() {
        if (jobs.peek() instanceof Job.Work<?> work && jobs.remove(work)) {
            room.release();
            return work;
        }
        return null;
    }

    boolean isDrained() {
        return closed && jobs.isEmpty();
    }

    /// Takes no more jobs; those that are in stay. For any thread.
    void close() {
        closed = true;
        LockSupport.unpark(sleeper);
    }

    private @Nullable Job poll() {
        Job job = jobs.poll();
        if (job != null) {
            room.release();
        }
        return job;
    }
}
