package io.jamey.encoding;

import java.time.Instant;

/// Times as whole microseconds since the epoch, as they are kept and encoded.
public final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;

    private Micros() {}

    /// Rounded down; times beyond what a long can hold become its bounds.
    public static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds <= Long.MIN_VALUE / PER_SECOND) {
            return Long.MIN_VALUE;
        }
        if (seconds >= Long.MAX_VALUE / PER_SECOND) {
            return Long.MAX_VALUE;
        }
        return seconds * PER_SECOND + instant.getNano() / NANOS;
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
    }
}
