package io.jamey.postgres;

/// What the connections are doing, as seen from here: the server is not asked.
///
/// @param used by callers now
/// @param idle open, and nobody's
/// @param max that may be open
/// @param pending callers who wait for one
/// @param timeouts callers who gave up waiting, since the store was opened
public record PoolUse(int used, int idle, int max, int pending, long timeouts) {}
