package io.jamey.server;

import io.jamey.metrics.MeterSamples;
import io.jamey.metrics.alerts.Alert;
import io.jamey.metrics.alerts.Alerts;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the meters again and again, and tells the log what fires and what is resolved.
final class AlertWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final MeterSamples samples;
    private final Alerts alerts = Alerts.standard();
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jamey-alerts").factory());

    private AlertWatch(InstantSource clock, MeterBinder... parts) {
        this.clock = clock;
        samples = new MeterSamples(parts);
    }

    /// Begins to watch what these show.
    static AlertWatch start(MeterBinder... parts) {
        return start(InstantSource.system(), Alerts.INTERVAL, parts);
    }

    /// With another clock, which is looked at as often as this.
    static AlertWatch start(InstantSource clock, Duration interval, MeterBinder... parts) {
        var watch = new AlertWatch(clock, parts);
        var _ = watch.thread.scheduleAtFixedRate(watch::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /// What is pending, firing or was resolved lately.
    List<Alert> current() {
        return alerts.current();
    }

    private void look() {
        try {
            alerts.look(clock.instant(), samples.read(alerts.series())).forEach(AlertWatch::tell);
        } catch (RuntimeException e) {
            LOG.error("the alerts could not be evaluated; it is tried again", e);
        }
    }

    private static void tell(Alert alert) {
        String what = "{} {}: {} (value {}, threshold {}). What to do: /runbooks/{}";
        switch (alert.state()) {
            case PENDING -> {} // tells nobody yet
            case FIRING ->
                LOG.warn(
                        what,
                        alert.name(),
                        alert.severity().word(),
                        alert.summary(),
                        alert.value(),
                        alert.threshold(),
                        alert.runbook());
            case RESOLVED -> LOG.info("{} is resolved: no longer that {}", alert.name(), alert.summary());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var _ = thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        samples.close();
    }
}
