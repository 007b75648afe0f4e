/// Alerts without a Prometheus: the rules of `ops/prometheus/alerts.yaml`, evaluated in this process with Prometheus'
/// semantics, so that both say the same.
///
/// An [io.jamey.metrics.alerts.Alerts] is given samples of series, round after round, and says which
/// [io.jamey.metrics.alerts.AlertRules] hold, since when, and what to do about it.
@NullMarked
package io.jamey.metrics.alerts;

import org.jspecify.annotations.NullMarked;
