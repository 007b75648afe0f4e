package io.jamey.metrics.alerts;

import java.util.Locale;

/// How soon somebody must look.
public enum Severity {
    /// Users notice: now, also at night.
    CRITICAL,
    /// Users will notice: during the day.
    WARNING;

    /// As in Prometheus' label.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
