package io.jamey.cache;

import io.jamey.Memory;

/// Until when answers may be served, in microseconds since the epoch.
final class Lifetimes {
    private static final int NANOS = 1_000;

    private final CacheOptions options;
    private final long changing;
    private final long stable;

    Lifetimes(CacheOptions options) {
        this.options = options;
        changing = options.changing().toNanos() / NANOS;
        stable = options.stable().toNanos() / NANOS;
    }

    /// Of an answer read at `now`.
    long changing(long now) {
        return now + changing;
    }

    /// Of a memory read at `now`: never beyond its expiry.
    long of(Memory memory, long now) {
        long until = switch (options.lifetimeOf(memory.type())) {
            case CHANGING -> now + changing;
            case STABLE -> now + stable;
            case CONFIGURATION -> Long.MAX_VALUE;
        };
        return memory.expiresAt()
                .map(expiry -> Math.min(until, Micros.of(expiry)))
                .orElse(until);
    }
}
