package io.jamey.metrics.alerts;

import java.time.Duration;

/// A time span as rules are written with: whole seconds, minutes or hours.
record Window(Duration length) {
    Window {
        if (length.isNegative() || length.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("a window has whole seconds, not " + length);
        }
    }

    static Window ofMinutes(int minutes) {
        return new Window(Duration.ofMinutes(minutes));
    }

    String promql() {
        long seconds = length.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
