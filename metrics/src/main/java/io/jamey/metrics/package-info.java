/// What a store and its process do, as meters for Prometheus and other monitoring systems.
///
/// [io.jamey.metrics.StoreMetrics] wraps a store and knows all its figures; it binds them to any Micrometer
/// registry. [io.jamey.metrics.ProcessMetrics] adds the process, [io.jamey.metrics.PrometheusText] writes
/// both as Prometheus reads them. Names and costs: `docs/observability.md`.
///
/// An operation is recorded once, in core's [io.jamey.performance.OperationMetrics]; everything here reads from there
/// when it is asked.
@NullMarked
package io.jamey.metrics;

import org.jspecify.annotations.NullMarked;
