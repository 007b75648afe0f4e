package io.jamey.bench.load;

import java.time.Duration;

/// What all runs of a load test have in common.
///
/// @param duration of what is measured in a run
/// @param warmUp before that; the first run warms up three times as long, since the compiler has seen nothing yet
/// @param timeout after which an answer is of no use any more
/// @param inFlightMax requests of an open loop that have no answer yet; more are not sent
/// @param seed decides which requests are sent when
public record Settings(Mix mix, Duration duration, Duration warmUp, Duration timeout, int inFlightMax, long seed) {
    /// As many virtual threads as a small heap holds with all that their requests carry.
    public static final int IN_FLIGHT_MAX = 10_000;

    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofDays(1);

    public Settings {
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the duration must be more than 0 and at most a day");
        }
        if (warmUp.isNegative() || warmUp.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the warm-up must be between 0 and a day");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the timeout must be more than 0 and at most a day");
        }
        if (inFlightMax < 1) {
            throw new IllegalArgumentException("at least one request must be in flight");
        }
    }

    Settings withWarmUp(Duration other) {
        return new Settings(mix, duration, other, timeout, inFlightMax, seed);
    }
}
