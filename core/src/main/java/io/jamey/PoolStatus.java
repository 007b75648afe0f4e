package io.jamey;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// How the connections to a server are doing that a store or a layer depends on.
///
/// @param health whether it can be counted on now
/// @param available connections that a caller would get at once
/// @param total connections there are
/// @param pending callers who wait: for a connection, or for an answer where all share one
/// @param latency of one round trip, just taken; absent if the server did not answer
/// @param message why it is not up, in plain words; empty if it is
public record PoolStatus(
        Health health, int available, int total, int pending, Optional<Duration> latency, String message) {

    /// Whether a server can be counted on.
    public enum Health {
        /// It answers.
        UP,
        /// It answers, but not as it should: callers wait, or do without it for now.
        DEGRADED,
        /// It does not answer.
        DOWN
    }

    public PoolStatus {
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(message, "message");
        if (available < 0 || total < available || pending < 0) {
            throw new IllegalArgumentException("of %d connections %d cannot be available, with %d callers waiting"
                    .formatted(total, available, pending));
        }
    }
}
