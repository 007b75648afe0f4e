package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The times of all operations as histograms of Prometheus, read when it asks.
final class OperationHistograms implements MultiCollector {
    static final String TWIN = "jamey_memory_operation_duration_seconds";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final StoreMetrics metrics;
    private final Labels common;
    private final String backend;

    /// @param common labels of everything
    OperationHistograms(StoreMetrics metrics, Labels common) {
        this.metrics = metrics;
        this.common = common;
        backend = metrics.backend();
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Stream.concat(Stream.of(TWIN), Stream.of(GuideName.values()).map(GuideName::duration))
                .map(name -> MetricFamilyDescriptor.of(MetricType.HISTOGRAM, new MetricMetadata(name)))
                .toList();
    }

    @Override
    public MetricSnapshots collect() {
        var all = MetricSnapshots.builder();
        for (GuideName name : GuideName.values()) {
            all.metricSnapshot(guide(name));
        }
        return all.metricSnapshot(twin()).build();
    }

    private HistogramSnapshot guide(GuideName name) {
        var exemplars = new ArrayList<Exemplar>();
        for (Operation operation : name.operations()) {
            metrics.exemplars().of(operation, true, NANOS_PER_MILLI).forEach(exemplars::add);
        }
        return HistogramSnapshot.builder()
                .name(name.duration())
                .help("How long it took, failed calls included, in milliseconds")
                .dataPoint(point(
                        name.times(metrics.operations()),
                        ShownBuckets.inMillis(),
                        NANOS_PER_MILLI,
                        common,
                        Exemplars.of(exemplars)))
                .build();
    }

    /// Failures have a series from the first on: most operations never fail.
    private HistogramSnapshot twin() {
        var twin = HistogramSnapshot.builder().name(TWIN).help("How long operations took, as callers saw it");
        for (Operation operation : Operation.values()) {
            twin.dataPoint(seconds(operation, true, metrics.operations().succeeded(operation)));
            DurationSnapshot failed = metrics.operations().failed(operation);
            if (failed.count() > 0) {
                twin.dataPoint(seconds(operation, false, failed));
            }
        }
        return twin.build();
    }

    private HistogramDataPointSnapshot seconds(Operation operation, boolean succeeded, DurationSnapshot times) {
        Labels labels = common.merge(
                Labels.of("operation", operation.label(), "outcome", succeeded ? "ok" : "error", "backend", backend));
        return point(
                times,
                ShownBuckets.inSeconds(),
                NANOS_PER_SECOND,
                labels,
                metrics.exemplars().of(operation, succeeded, NANOS_PER_SECOND));
    }

    static HistogramDataPointSnapshot point(
            DurationSnapshot times, double[] limits, double unit, Labels labels, Exemplars exemplars) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(limits, ShownBuckets.counts(times)))
                .sum(times.sum() / unit)
                .labels(labels)
                .exemplars(exemplars)
                .build();
    }
}
