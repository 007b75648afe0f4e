package io.jamey.performance;

import java.time.Duration;
import java.util.Locale;

/// Times as they are written to the log: in milliseconds, always, so that lines compare at a glance.
final class Milliseconds {
    private static final double NANOS = 1e6;

    private Milliseconds() {}

    static String of(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / NANOS);
    }

    static String of(Duration time) {
        return of(time.toNanos());
    }
}
