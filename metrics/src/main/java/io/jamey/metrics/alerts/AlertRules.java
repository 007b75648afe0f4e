package io.jamey.metrics.alerts;

import io.jamey.metrics.alerts.Condition.Both;
import io.jamey.metrics.alerts.Condition.Either;
import io.jamey.metrics.alerts.Condition.Passed;
import io.jamey.metrics.alerts.Condition.PassedOther;
import io.jamey.metrics.alerts.Condition.Side;
import io.jamey.metrics.alerts.Expression.Complement;
import io.jamey.metrics.alerts.Expression.Else;
import io.jamey.metrics.alerts.Expression.Grouped;
import io.jamey.metrics.alerts.Expression.Grouping;
import io.jamey.metrics.alerts.Expression.Latest;
import io.jamey.metrics.alerts.Expression.Multiple;
import io.jamey.metrics.alerts.Expression.Quotient;
import io.jamey.metrics.alerts.Expression.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The rules that ship with Jamey. `ops/prometheus/alerts.yaml` has the same for Prometheus: a test holds
/// the two equal, word by word and verdict by verdict.
final class AlertRules {
    /// The longest window of all rules.
    static final Duration WINDOW_MAX = Duration.ofHours(1);

    private static final Window HOUR = new Window(WINDOW_MAX);

    static final List<Rule> ALL =
            List.of(operationSlow(), cacheHitRateLow(), poolExhausted(), memoryHigh(), errorBudgetBurn());

    private AlertRules() {}

    /// Of what succeeded, as the baseline: failures that take no time would hide how slow the rest is. Where nobody has
    /// measured a baseline, the budget stands for it.
    private static Rule operationSlow() {
        Window window = Window.ofMinutes(5);
        Expression count = sum(new Rate(succeeded("count"), window), "operation");
        Expression mean = new Quotient(sum(new Rate(succeeded("sum"), window), "operation"), count);
        Expression baseline = max(
                new Else(
                        latest("jamey_memory_operation_baseline_seconds"),
                        latest("jamey_memory_operation_budget_seconds")),
                "operation");
        return new Rule(
                "JameyOperationSlow",
                Severity.WARNING,
                new Both(
                        new PassedOther(mean, Side.ABOVE, new Multiple(2, baseline)),
                        new Passed(count, Side.ABOVE, 0.1)),
                Duration.ofMinutes(5),
                "{operation} takes more than twice its baseline",
                "operation-slow");
    }

    /// Asked by what was no hit, so that a cache that never had one is noticed too: it has no series of hits.
    private static Rule cacheHitRateLow() {
        Window window = Window.ofMinutes(2);
        Selector requests = Selector.of("jamey_cache_requests_total");
        Expression all = sum(new Rate(requests, window), "cache");
        Expression missed = sum(new Rate(requests.without("result", "hit"), window), "cache");
        return new Rule(
                "JameyCacheHitRateLow",
                Severity.WARNING,
                new Both(
                        new Passed(new Complement(new Quotient(missed, all)), Side.BELOW, 0.8),
                        new Passed(all, Side.ABOVE, 1)),
                Duration.ofMinutes(10),
                "the cache {cache} answers less than 80 % of its requests",
                "cache-hit-rate-low");
    }

    private static Rule poolExhausted() {
        Expression used =
                max(new Latest(Selector.of("db_client_connection_count").with("state", "used")), "pool");
        Expression limit = max(latest("db_client_connection_max"), "pool");
        Expression pending = max(latest("db_client_connection_pending_requests"), "pool");
        Expression timeouts = sum(rate("db_client_connection_timeouts_total", Window.ofMinutes(1)), "pool");
        return new Rule(
                "JameyPoolExhausted",
                Severity.CRITICAL,
                new Either(
                        new Both(new Passed(pending, Side.ABOVE, 0), new PassedOther(used, Side.AT_LEAST, limit)),
                        new Passed(timeouts, Side.ABOVE, 0)),
                Duration.ofMinutes(1),
                "callers wait for a connection of the pool {pool}, and all are in use",
                "pool-exhausted");
    }

    private static Rule memoryHigh() {
        return new Rule(
                "JameyMemoryHigh",
                Severity.WARNING,
                new Passed(
                        new Quotient(
                                max(latest("jamey_process_memory_used_bytes")),
                                max(latest("jamey_process_memory_limit_bytes"))),
                        Side.ABOVE,
                        0.8),
                Duration.ofMinutes(5),
                "the process uses more than 80 % of its memory",
                "memory-high");
    }

    /// With 99.9 % as the goal, 14.4 times the failures it allows use up two percent of a month's budget in an hour.
    /// The short window lets the alert end soon after the failures do. One among few calls is no reason to wake
    /// anybody, nor are callers' mistakes.
    private static Rule errorBudgetBurn() {
        double burn = 0.0144;
        Expression calls = perJob(Selector.of("jamey_memory_operation_duration_seconds_count"), HOUR);
        return new Rule(
                "JameyErrorBudgetBurn",
                Severity.CRITICAL,
                new Both(
                        new Both(
                                new Passed(failedShare(HOUR), Side.ABOVE, burn),
                                new Passed(failedShare(Window.ofMinutes(5)), Side.ABOVE, burn)),
                        new Passed(calls, Side.ABOVE, 0.1)),
                Duration.ZERO,
                "more than 1.44 % of all operations fail: the month's error budget is gone in two days",
                "error-budget-burn");
    }

    private static Expression failedShare(Window window) {
        Selector failures = Selector.of("jamey_errors_total")
                .without("error_type", "invalid")
                .without("error_type", "conflict");
        Selector all = Selector.of("jamey_memory_operation_duration_seconds_count");
        return new Quotient(perJob(failures, window), perJob(all, window));
    }

    private static Selector succeeded(String part) {
        return Selector.of("jamey_memory_operation_duration_seconds_" + part).with("outcome", "ok");
    }

    private static Expression perJob(Selector selector, Window window) {
        return new Grouped(Grouping.SUM, List.of("job"), new Rate(selector, window));
    }

    private static Expression latest(String name) {
        return new Latest(Selector.of(name));
    }

    private static Expression rate(String name, Window window) {
        return new Rate(Selector.of(name), window);
    }

    private static Expression sum(Expression of, String... labels) {
        return new Grouped(Grouping.SUM, perProcess(labels), of);
    }

    private static Expression max(Expression of, String... labels) {
        return new Grouped(Grouping.MAX, perProcess(labels), of);
    }

    /// Prometheus knows several processes, and says by `job` and `instance` which is meant; here there is one.
    private static List<String> perProcess(String... labels) {
        var all = new ArrayList<>(List.of("job", "instance"));
        all.addAll(List.of(labels));
        return all;
    }
}
