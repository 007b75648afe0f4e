package io.jamey.postgres;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends calls that wait for a server that is no more there, however long they were ready to wait.
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jamey-postgres-watch").factory());

    Watch(Database database, Pulse pulse) {
        long between = database.patience().check().toMillis();
        var _ = executor.scheduleWithFixedDelay(() -> look(database, pulse), between, between, TimeUnit.MILLISECONDS);
    }

    /// A server that did not answer twice is not merely busy.
    private static void look(Database database, Pulse pulse) {
        if (database.isWaiting() && pulse.take().isEmpty() && pulse.take().isEmpty()) {
            LOG.warn("PostgreSQL does not answer: all calls that wait for it fail");
            database.giveUp();
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
