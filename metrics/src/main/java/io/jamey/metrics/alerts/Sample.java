package io.jamey.metrics.alerts;

/// What one series says at one time.
///
/// @param name as Prometheus spells it, such as `jamey_cache_requests_total`
public record Sample(String name, Labels labels, double value) {}
