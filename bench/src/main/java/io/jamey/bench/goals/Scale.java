package io.jamey.bench.goals;

import io.jamey.bench.measuring.Effort;
import java.time.Duration;

/// At which size and with how much patience goals are measured.
///
/// @param divisor of all numbers of memories: 1 to measure, more only to try the measurements themselves
/// @param sustained how long writing goes on where it must go on for a while
public record Scale(int dimension, long seed, long divisor, Effort effort, Duration sustained) {
    private static final long ROWS_MIN = 200;

    public Scale {
        if (divisor < 1) {
            throw new IllegalArgumentException("sizes can be divided by 1 or more, not by " + divisor);
        }
    }

    long rows(long asked) {
        return Math.max(ROWS_MIN, asked / divisor);
    }

    /// A number of calls, fewer on a smaller scale.
    int calls(int asked) {
        return (int) Math.max(2, asked / divisor);
    }
}
