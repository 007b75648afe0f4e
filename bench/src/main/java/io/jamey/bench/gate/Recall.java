package io.jamey.bench.gate;

/// The share of right answers on both sides.
public record Recall(double base, double candidate) {}
