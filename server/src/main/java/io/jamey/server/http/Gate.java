package io.jamey.server.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// How many requests are in the server at once. Nobody waits here: who finds no room is told at once, before anything
/// was done for him.
///
/// Being worked on is what is scarce, and it is given only to whoever makes use of it: a request whose body is still on
/// its way, or whose answer waits for its caller to take it, has a place in the [WaitingRoom] instead.
public final class Gate {
    /// As many may be waited for, and as many tools called, for each one that is worked on.
    private static final int WAITING = 4;

    private final HttpLimits limits;
    private final AtomicInteger inside = new AtomicInteger();
    private final Semaphore working;
    private final WaitingRoom waiting;
    private final Semaphore tools;
    private final Semaphore streaming;
    private final Consumer<ProblemType> turnedAway;
    private volatile boolean closing;

    /// Lets in as many as the limits say.
    public Gate(HttpLimits limits) {
        this(limits, _ -> {});
    }

    /// Lets in as many as the limits say.
    ///
    /// @param turnedAway hears why a request was not done; must be quick
    public Gate(HttpLimits limits, Consumer<ProblemType> turnedAway) {
        this.turnedAway = turnedAway;
        this.limits = limits;
        working = new Semaphore(limits.working());
        waiting = new WaitingRoom(limits.working() * WAITING, limits.arrival());
        tools = new Semaphore(limits.working() * WAITING);
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
        return inside.get();
    }

    /// Lets a request in that has just been heard of; [#leave(boolean)] says that it is answered.
    ///
    /// @param streams whether it takes the place of a stream, rather than one to be worked on later
    boolean enter(boolean streams) {
        inside.incrementAndGet(); // first, so that who closes sees everybody who saw the gate open
        if (!closing && (streams ? streaming.tryAcquire() : working.availablePermits() > 0)) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    void leave(boolean streams) {
        if (streams) {
            streaming.release();
        }
        inside.decrementAndGet();
    }

    /// Where callers are waited for.
    WaitingRoom waiting() {
        return waiting;
    }

    /// Takes a place for a request to the tools, which see to themselves what is done at once; [#leaveTool()] gives it
    /// back.
    boolean enterTool() {
        return tools.tryAcquire();
    }

    void leaveTool() {
        tools.release();
    }

    /// Says that a request ended with a problem.
    void tell(ProblemType problem) {
        turnedAway.accept(problem);
    }

    /// Takes a place to be worked on; [#rest()] gives it back.
    boolean work() {
        return working.tryAcquire();
    }

    void rest() {
        working.release();
    }

    /// Lets nobody in any more, and waits until all have left whose requests are there.
    ///
    /// @return whether they had, in that time
    public boolean close(Duration patience) {
        closing = true;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (inside() > 0 && System.nanoTime() < end) {
                waiting.dismissSlow();
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return inside() == 0;
    }
}
