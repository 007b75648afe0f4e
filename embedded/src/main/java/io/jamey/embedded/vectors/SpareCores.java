package io.jamey.embedded.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Lends cores that no search is using to one that is large.
///
/// All searches register, so that a helper is only taken on while fewer threads search than there are cores,
/// and leaves as soon as more do: under load every search runs alone, as if this did not exist. Thread-safe.
final class SpareCores {
    /// Those of this machine.
    static final SpareCores OF_MACHINE = new SpareCores(Runtime.getRuntime().availableProcessors());

    private static final long IDLE_SECONDS = 10;

    private final int cores;
    private final AtomicInteger searching = new AtomicInteger();
    private final ThreadPoolExecutor helpers;

    SpareCores(int cores) {
        this.cores = cores;
        // A thread that is not free at once is no help: nothing is queued.
        this.helpers = new ThreadPoolExecutor(
                0,
                Math.max(1, cores - 1),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("jamey-search-", 0).factory());
    }

    /// What several threads can do together: each calls [#run] once.
    interface Shared {
        /// Does pieces of the work until none is left.
        ///
        /// @param helping whether this thread is lent, and is to return after its piece when cores are
        ///     [#crowded]
        void run(boolean helping);
    }

    /// Registers a search; [#leave] must follow.
    void enter() {
        searching.incrementAndGet();
    }

    void leave() {
        searching.decrementAndGet();
    }

    /// Whether more threads search than there are cores.
    boolean crowded() {
        return searching.get() > cores;
    }

    /// Does the work on this thread and on the cores to spare, and returns when all of them are done with it. A
    /// helper that has not begun by the time this thread is done is not waited for.
    ///
    /// @return how many threads took part
    int run(Shared work) {
        List<Help> lent = new ArrayList<>();
        for (int i = 1; i < cores && claim(); i++) {
            Help help = new Help(work);
            try {
                helpers.execute(help);
                lent.add(help);
            } catch (RejectedExecutionException allBusy) {
                leave();
                break;
            }
        }
        int threads = 1;
        Throwable fault = null;
        try {
            work.run(false);
        } finally {
            for (Help help : lent) {
                threads += help.end() ? 1 : 0;
                fault = fault == null ? help.fault : fault;
            }
        }
        if (fault != null) {
            throw new IllegalStateException("a thread that helped to search failed", fault);
        }
        return threads;
    }

    private boolean claim() {
        int now = searching.get();
        while (now < cores) {
            if (searching.compareAndSet(now, now + 1)) {
                return true;
            }
            now = searching.get();
        }
        return false;
    }

    /// One thread's part of a work, which it may come too late for.
    private final class Help implements Runnable {
        private final Shared work;
        private final AtomicInteger begun = new AtomicInteger();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Throwable fault;

        Help(Shared work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (begun.getAndIncrement() != 0) {
                return;
            }
            try {
                work.run(true);
            } catch (RuntimeException | Error e) {
                fault = e;
            } finally {
                leave();
                done.countDown();
            }
        }

        /// Waits for the helper's last piece.
        ///
        /// @return whether it took part
        boolean end() {
            if (begun.getAndIncrement() == 0) {
                leave();
                return false;
            }
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }
}
