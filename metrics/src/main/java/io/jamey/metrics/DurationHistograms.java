package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Times that are counted elsewhere as one histogram of Prometheus, with a label for whose they are; read when it asks.
final class DurationHistograms implements MultiCollector {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final String help;
    private final String label;
    private final Map<String, Supplier<DurationSnapshot>> times;
    private final Labels common;

    /// @param name as Prometheus writes it
    /// @param times by the label's value
    /// @param common labels of everything
    DurationHistograms(
            String name, String help, String label, Map<String, Supplier<DurationSnapshot>> times, Labels common) {
        this.name = name;
        this.help = help;
        this.label = label;
        this.times = times;
        this.common = common;
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return List.of(MetricFamilyDescriptor.of(MetricType.HISTOGRAM, new MetricMetadata(name)));
    }

    @Override
    public MetricSnapshots collect() {
        var histogram = HistogramSnapshot.builder().name(name).help(help);
        times.forEach((value, read) -> histogram.dataPoint(OperationHistograms.point(
                read.get(),
                ShownBuckets.inSeconds(),
                NANOS_PER_SECOND,
                common.merge(Labels.of(label, value)),
                Exemplars.EMPTY)));
        return MetricSnapshots.of(histogram.build());
    }
}
