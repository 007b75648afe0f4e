package io.jamey.metrics;

import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationMetrics;
import io.jamey.performance.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How often operations were called, how long they took and how they failed. Everything is read when somebody asks:
/// nothing is added to an operation.
final class OperationMeters implements MeterBinder {
    private static final String TWIN = "jamey.memory.operation.duration";
    private static final String OPERATION = "operation";

    private final StoreMetrics metrics;
    private final OperationMetrics operations;

    OperationMeters(StoreMetrics metrics) {
        this.metrics = metrics;
        operations = metrics.operations();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        List<FunctionCounter> calls = Stream.of(GuideName.values())
                .map(name -> FunctionCounter.builder(
                                name.total(),
                                operations,
                                read -> name.times(read).count())
                        .description("Calls, failed ones included")
                        .register(registry))
                .toList();
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            Labels common = CommonLabels.of(calls.getFirst(), registry);
            prometheus.getPrometheusRegistry().register(new OperationHistograms(metrics, common));
        } else {
            timers(registry);
        }
        for (Operation operation : Operation.values()) {
            FunctionCounter.builder("jamey.memory.operation.memories", operations, read -> read.memories(operation))
                    .description("Memories that operations gave or changed")
                    .tag(OPERATION, operation.label())
                    .register(registry);
            failures(operation, registry);
        }
        limits(
                "baseline",
                "What it usually takes, as jamey bench measured it",
                metrics.budgets().baseline(),
                registry);
        limits("budget", "How long it may take", metrics.budgets().limits(), registry);
    }

    private void failures(Operation operation, MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.OK) {
                FunctionCounter.builder("jamey.errors", operations, read -> read.failures(operation, outcome))
                        .description("Operations that failed")
                        .tag(OPERATION, operation.label())
                        .tag("error_type", outcome.label())
                        .register(registry);
            }
        }
    }

    private static void limits(String name, String about, Map<Operation, Duration> limits, MeterRegistry registry) {
        limits.forEach((operation, limit) -> TimeGauge.builder(
                        "jamey.memory.operation." + name, limit::toNanos, TimeUnit.NANOSECONDS)
                .description(about)
                .tag(OPERATION, operation.label())
                .register(registry));
    }

    /// For registries that know no histogram of another's making: count and sum, and the buckets as Micrometer itself
    /// shows them there, `...histogram` with `le`.
    private void timers(MeterRegistry registry) {
        for (Operation operation : Operation.values()) {
            timer(operation, "ok", read -> read.succeeded(operation), registry);
            timer(operation, "error", read -> read.failed(operation), registry);
        }
    }

    private interface Times {
        DurationSnapshot of(OperationMetrics read);
    }

    private void timer(Operation operation, String outcome, Times times, MeterRegistry registry) {
        FunctionTimer.builder(
                        TWIN,
                        operations,
                        read -> times.of(read).count(),
                        read -> times.of(read).sum(),
                        TimeUnit.NANOSECONDS)
                .description("How long operations took, as callers saw it")
                .tag(OPERATION, operation.label())
                .tag("outcome", outcome)
                .tag("backend", metrics.backend())
                .register(registry);
        if (!outcome.equals("ok")) {
            return;
        }
        double[] limits = ShownBuckets.inSeconds();
        for (int i = 0; i < ShownBuckets.count(); i++) {
            long limit = ShownBuckets.nanos(i);
            Gauge.builder(
                            TWIN + ".histogram",
                            operations,
                            read -> times.of(read).atMost(limit))
                    .description("How many operations took at most so many seconds")
                    .tag(OPERATION, operation.label())
                    .tag("le", Double.toString(limits[i]))
                    .register(registry);
        }
    }
}
