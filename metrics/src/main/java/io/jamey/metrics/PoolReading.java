package io.jamey.metrics;

/// What a pool of connections is doing, or did during some time.
///
/// @param used by callers now
/// @param idle now: open, and nobody's
/// @param max that it may open
/// @param pending callers who wait for one
/// @param timeouts callers who gave up waiting, since it was opened
public record PoolReading(int used, int idle, int max, int pending, long timeouts) {
    /// What was counted after an earlier reading, and what is so now.
    public PoolReading since(PoolReading earlier) {
        return new PoolReading(used, idle, max, pending, timeouts - earlier.timeouts);
    }
}
