package io.jamey.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. Safe for any number of threads.
public final class MovableClock implements InstantSource {
    /// With microseconds, so that a store that keeps milliseconds is found out.
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Override
    public Instant instant() {
        return now.get();
    }

    /// Moves on and returns the new time.
    public Instant advance(Duration by) {
        return now.updateAndGet(at -> at.plus(by));
    }
}
