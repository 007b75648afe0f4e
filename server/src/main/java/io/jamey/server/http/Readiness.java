package io.jamey.server.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the store can be read. Asked once at a time, however many want to know, and waited for a moment only.
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Runnable reading;
    private FutureTask<Optional<String>> asked = new FutureTask<>(Optional::empty);

    /// @param reading something small from the store; throws when that cannot be done
    public Readiness(Runnable reading) {
        this.reading = reading;
        asked.run();
    }

    /// What is wrong; nothing when all is well. Says nothing of what the store holds or where.
    Optional<String> fault() {
        try {
            return asking().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return Optional.of("the store does not answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("the server is shutting down");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // an error of the JVM
        }
    }

    /// On a platform thread, so that it is not one more of many requests that take turns.
    private synchronized FutureTask<Optional<String>> asking() {
        if (asked.isDone()) {
            asked = new FutureTask<>(this::read);
            Thread.ofPlatform().daemon().name("jamey-readiness").start(asked);
        }
        return asked;
    }

    private Optional<String> read() {
        try {
            reading.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("not ready, the store cannot be read: {}", e.getMessage());
            return Optional.of("the store cannot be read: the server's log says why");
        }
    }
}
