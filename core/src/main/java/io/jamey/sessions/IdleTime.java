package io.jamey.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When a session that is active now will have been idle for long enough.
///
/// Ends lie on a grid as wide as half the idle time: whatever happens in one cell of it gives the same end, without
/// asking anybody, and so the memories of a session expire together. A session is renewed once in each cell it is
/// active in.
record IdleTime(Duration idle, InstantSource clock) {

    /// The first line of the grid that is at least the idle time away, at most one and a half times that.
    Instant end() {
        long step = idle.toMillis() / 2;
        long earliest = clock.instant().plus(idle).toEpochMilli();
        return Instant.ofEpochMilli((Math.floorDiv(earliest, step) + 1) * step);
    }
}
