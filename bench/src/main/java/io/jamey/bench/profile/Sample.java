package io.jamey.bench.profile;

import java.time.Instant;
import java.util.List;

/// What one thread was doing at one moment.
///
/// @param outermostFirst its stack
/// @param truncated whether the outermost frames are missing, because the stack was too deep
/// @param weight nanoseconds or bytes that it stands for
record Sample(Instant at, String thread, List<Frame> outermostFirst, boolean truncated, long weight) {
    Sample {
        outermostFirst = List.copyOf(outermostFirst);
    }
}
