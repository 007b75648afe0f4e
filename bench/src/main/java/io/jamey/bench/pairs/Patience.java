package io.jamey.bench.pairs;

import io.jamey.bench.dataset.DataShape;
import java.time.Duration;

/// How long a worker is waited for before it counts as hanging: many times as long as it should take, because to end
/// one that works would be worse than to wait.
///
/// @param start for its first words
/// @param least for any answer
/// @param row more for each memory of the data set, where it may have to be built, copied, loaded or searched through
/// @param times what calls took before, the longest, that they may take again
public record Patience(Duration start, Duration least, Duration row, int times) {
    public static final Patience USUAL =
            new Patience(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMillis(20), 100);

    /// For what works on the whole data set.
    Duration all(DataShape shape) {
        return least.plus(row.multipliedBy(shape.rows()));
    }

    /// For so many calls.
    ///
    /// @param nanosEach what one took before, at most
    Duration calls(long calls, double nanosEach) {
        return least.plus(Duration.ofNanos((long) (calls * nanosEach * times)));
    }
}
