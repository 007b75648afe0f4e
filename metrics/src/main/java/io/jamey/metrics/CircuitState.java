package io.jamey.metrics;

import java.util.Locale;

/// Whether a circuit breaker lets calls through to what is behind it.
public enum CircuitState {
    /// All.
    CLOSED(0),
    /// Soon: it answers again, and has to go on doing so.
    HALF_OPEN(1),
    /// None.
    OPEN(2);

    private final int number;

    CircuitState(int number) {
        this.number = number;
    }

    /// As it is written in metrics.
    int number() {
        return number;
    }

    /// As it is written in JSON: `half_open`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
