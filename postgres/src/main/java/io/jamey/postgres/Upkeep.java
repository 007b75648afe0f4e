package io.jamey.postgres;

import io.jamey.MemoryException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a store does on its own: writes last-access times, deletes what has expired, and ends long calls
/// when the server is no more there.
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int ACCESS_SECONDS = 1;
    private static final int SWEEP_SECONDS = 30;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jamey-postgres-upkeep").factory());

    Upkeep(Engine engine, MemoryWriter writer) {
        every(
                ACCESS_SECONDS,
                "last-access times were not written",
                () -> engine.access().write(engine.database()));
        every(SWEEP_SECONDS, "expired memories were not deleted", writer::sweep);
    }

    private void every(int seconds, String failure, Runnable work) {
        var _ = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (MemoryException e) {
                        LOG.warn("{}: {}; they will be", failure, e.getMessage());
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    /// Waits for what runs.
    @Override
    public void close() {
        executor.close();
    }
}
