package io.jamey.server.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many requests are in the server at once. Nobody waits here: who finds no room is told at once, before anything
/// was done for him.
///
/// A request that brings a body first arrives, then is worked on: a slow sender takes the place of other senders, not
/// of those who could be worked on.
public final class Gate {
    /// As many may be arriving for each one that is worked on.
    private static final int ARRIVING = 4;

    private final HttpLimits limits;
    private final int all;
    private final Semaphore arriving;
    private final Semaphore working;
    private final Semaphore streaming;
    private volatile boolean closing;

    public Gate(HttpLimits limits) {
        this.limits = limits;
        all = limits.working() * ARRIVING + limits.streams();
        arriving = new Semaphore(limits.working() * ARRIVING);
        working = new Semaphore(limits.working());
        streaming = new Semaphore(limits.streams());
    }

    HttpLimits limits() {
        return limits;
    }

    boolean isClosing() {
        return closing;
    }

    /// Requests that have come in and are not answered yet.
    public int inside() {
        return all - arriving.availablePermits() - streaming.availablePermits();
    }

    /// Takes a place for a request that has just been heard of; [#leave(boolean)] gives it back.
    boolean arrive(boolean streams) {
        if (closing) {
            return false;
        }
        return streams ? streaming.tryAcquire() : working.availablePermits() > 0 && arriving.tryAcquire();
    }

    void leave(boolean streams) {
        (streams ? streaming : arriving).release();
    }

    /// Takes a place to be worked on; [#rest()] gives it back.
    boolean work() {
        return working.tryAcquire();
    }

    void rest() {
        working.release();
    }

    /// Lets nobody in any more, and waits until all have left.
    ///
    /// @return whether they had, in that time
    public boolean close(Duration patience) {
        closing = true;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (inside() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return inside() == 0;
    }
}
