package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.jamey.metrics.alerts.Alert;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// The server's own eye on its meters, with a clock that jumps ten seconds whenever it is looked at.
class AlertWatchTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(AlertWatch.class);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(appender);
    }

    @Test
    @Timeout(30)
    void the_log_tells_what_fires_and_what_is_resolved() throws InterruptedException {
        var pool = new Pool();
        var looks = new AtomicLong();
        InstantSource clock = () -> Instant.EPOCH.plusSeconds(10 * looks.incrementAndGet());
        try (AlertWatch watch = AlertWatch.start(clock, Duration.ofMillis(5), pool)) {
            await(watch, Alert.State.FIRING);
            assertThat(watch.current()).singleElement().satisfies(alert -> {
                assertThat(alert.name()).isEqualTo("JameyPoolExhausted");
                assertThat(alert.labels().get("pool")).isEqualTo("postgres");
            });
            pool.waiting = 0;
            await(watch, Alert.State.RESOLVED);
        }
        assertThat(log)
                .containsExactly(
                        "WARN JameyPoolExhausted critical: callers wait for a connection of the pool postgres, and all are in"
                                + " use (value 3.0, threshold 0.0). What to do: /runbooks/pool-exhausted",
                        "INFO JameyPoolExhausted is resolved: no longer that callers wait for a connection of the pool"
                                + " postgres, and all are in use");
    }

    @Test
    @Timeout(30)
    void a_meter_that_cannot_be_read_ends_nothing() throws InterruptedException {
        var pool = new Pool();
        pool.broken = true;
        var looks = new AtomicLong();
        InstantSource clock = () -> Instant.EPOCH.plusSeconds(10 * looks.incrementAndGet());
        try (AlertWatch watch = AlertWatch.start(clock, Duration.ofMillis(5), pool)) {
            while (looks.get() < 20) {
                Thread.sleep(5);
            }
            assertThat(watch.current()).isEmpty();
            pool.broken = false;
            await(watch, Alert.State.FIRING);
        }
    }

    private static void await(AlertWatch watch, Alert.State state) throws InterruptedException {
        while (watch.current().stream().noneMatch(alert -> alert.state() == state)) {
            Thread.sleep(5);
        }
    }

    private static final class Pool implements MeterBinder {
        private volatile double waiting = 3;
        private volatile boolean broken;

        @Override
        public void bindTo(MeterRegistry registry) {
            Gauge.builder("db.client.connection.count", () -> 10)
                    .tag("pool", "postgres")
                    .tag("state", "used")
                    .register(registry);
            Gauge.builder("db.client.connection.max", () -> 10)
                    .tag("pool", "postgres")
                    .register(registry);
            Gauge.builder("db.client.connection.pending_requests", this::waiting)
                    .tag("pool", "postgres")
                    .register(registry);
        }

        private double waiting() {
            if (broken) {
                throw new IllegalStateException("planted");
            }
            return waiting;
        }
    }
}
