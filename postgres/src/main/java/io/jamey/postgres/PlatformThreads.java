package io.jamey.postgres;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Runs the calls of virtual threads on platform threads: an interrupt closes the socket on which a virtual
/// thread waits, and with it the connection, in the middle of a write. Platform threads run their own calls,
/// without the interrupt, which they get back behind the call.
final class PlatformThreads implements AutoCloseable {
    private final ExecutorService executor;

    PlatformThreads(int threads) {
        executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("jamey-postgres-", 1).factory());
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
