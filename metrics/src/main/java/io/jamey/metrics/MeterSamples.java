package io.jamey.metrics;

import io.jamey.metrics.alerts.Sample;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Meters as the series that Prometheus would read, with its names, for whoever looks at them in this process. Only
/// what is asked for is read.
public final class MeterSamples implements AutoCloseable {
    private final PrometheusRegistry series = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry;

    /// What these show.
    public MeterSamples(MeterBinder... parts) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, series, Clock.SYSTEM)
                .throwExceptionOnRegistrationFailure();
        for (MeterBinder part : parts) {
            part.bindTo(registry);
        }
    }

    /// Counts, sums, counters and gauges of these names, as they are now.
    public List<Sample> read(Set<String> names) {
        Set<String> metrics = names.stream()
                .map(name -> name.replaceFirst("_(total|count|sum)$", ""))
                .collect(Collectors.toSet());
        metrics.addAll(names);
        var samples = new ArrayList<Sample>();
        for (MetricSnapshot metric : series.scrape(metrics::contains)) {
            String name = metric.getMetadata().getPrometheusName();
            switch (metric) {
                case CounterSnapshot counter ->
                    counter.getDataPoints()
                            .forEach(
                                    point -> samples.add(sample(name + "_total", point.getLabels(), point.getValue())));
                case GaugeSnapshot gauge ->
                    gauge.getDataPoints()
                            .forEach(point -> samples.add(sample(name, point.getLabels(), point.getValue())));
                case HistogramSnapshot histogram ->
                    histogram.getDataPoints().forEach(point -> add(samples, name, point));
                case SummarySnapshot summary -> summary.getDataPoints().forEach(point -> add(samples, name, point));
                default -> {} // neither a count nor a gauge
            }
        }
        samples.removeIf(sample -> !names.contains(sample.name()));
        return samples;
    }

    private static void add(List<Sample> samples, String name, DistributionDataPointSnapshot point) {
        samples.add(sample(name + "_count", point.getLabels(), (double) point.getCount()));
        samples.add(sample(name + "_sum", point.getLabels(), point.getSum()));
    }

    private static Sample sample(String name, Labels labels, double value) {
        var all = new TreeMap<String, String>();
        labels.forEach(label -> all.put(label.getName(), label.getValue()));
        return new Sample(name, io.jamey.metrics.alerts.Labels.of(all), value);
    }

    @Override
    public void close() {
        registry.close();
    }
}
