package io.jamey.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.prometheus.metrics.model.snapshots.Labels;

/// The labels that a registry puts on every meter.
final class CommonLabels {
    private CommonLabels() {}

    /// @param registered without labels of its own: what the registry adds can be asked of a registered one only
    static Labels of(Meter registered, MeterRegistry registry) {
        Labels labels = Labels.EMPTY;
        for (Tag tag : registered.getId().getConventionTags(registry.config().namingConvention())) {
            labels = labels.merge(Labels.of(tag.getKey(), tag.getValue()));
        }
        return labels;
    }
}
