package io.jamey.redis;

/// Whether Redis is asked at all.
public enum CircuitState {
    /// It is.
    CLOSED,
    /// It answers again, but is not relied on yet: others may still have to tell of what they wrote without it.
    HALF_OPEN,
    /// It is not: it does not answer, or not in time.
    OPEN
}
