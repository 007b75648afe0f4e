package io.jamey.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All meters as Prometheus reads them, for programs without a registry of their own.
public final class PrometheusText implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// The media types that there are, without their parameters.
    public static final String MEDIA_TYPES = "text/plain, application/openmetrics-text";

    /// Micrometer's own, whose names are against the conventions of Prometheus; others tell the same.
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();

    /// What these show.
    public PrometheusText(MeterBinder... parts) {
        registry.config().meterFilter(MeterFilter.deny(meter -> MISNAMED.contains(meter.getName())));
        for (MeterBinder part : parts) {
            part.bindTo(registry);
        }
    }

    /// The media type for whoever accepts these: OpenMetrics, which has exemplars, for those that ask for it.
    public static String mediaType(@Nullable String accepted) {
        return accepted != null && accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    /// Writes everything as it is now.
    public void write(OutputStream out, String mediaType) throws IOException {
        registry.scrape(out, mediaType);
    }

    /// The same as values, for programs that judge them.
    public MetricSnapshots snapshots() {
        return registry.getPrometheusRegistry().scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
