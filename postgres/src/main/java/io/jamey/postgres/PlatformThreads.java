package io.jamey.postgres;

import io.jamey.MemoryException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs the calls of virtual threads on platform threads: an interrupt closes the socket on which a virtual
/// thread waits, and with it the connection, in the middle of a write. Platform threads run their own calls,
/// without the interrupt, which they get back behind the call.
final class PlatformThreads implements AutoCloseable {
    /// Callers on virtual threads at once; more would wait for a connection for longer than they have.
    static final int CALLERS_MAX = 500;

    private static final long IDLE_SECONDS = 30;

    private final ExecutorService executor = new ThreadPoolExecutor(
            0,
            CALLERS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("jamey-postgres-", 1).factory(),
            (_, refusing) -> {
                throw refused(refusing);
            });

    private static RuntimeException refused(ExecutorService executor) {
        return executor.isShutdown()
                ? new IllegalStateException("the store is closed")
                : new MemoryException(
                        MemoryException.Kind.UNAVAILABLE,
                        CALLERS_MAX + " calls are under way or wait for a connection: send less at once");
    }

    <T> T run(Callable<T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            return Thread.currentThread().isVirtual()
                    ? CompletableFuture.supplyAsync(() -> called(call), executor)
                            .join()
                    : called(call);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T called(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no other exception is declared", e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
