package io.jamey.metrics;

/// What a cache holds, and how it has done since it was opened, or during some time.
///
/// @param entries held
/// @param bytes held
/// @param bytesMax the budget
/// @param hits look-ups that it answered
/// @param misses look-ups that it could not answer
/// @param stale those misses that found something out of date
/// @param evictions entries dropped because the budget was reached
public record CacheReading(
        long entries, long bytes, long bytesMax, long hits, long misses, long stale, long evictions) {

    /// What was counted after an earlier reading, and what is held now.
    public CacheReading since(CacheReading earlier) {
        return new CacheReading(
                entries,
                bytes,
                bytesMax,
                hits - earlier.hits,
                misses - earlier.misses,
                stale - earlier.stale,
                evictions - earlier.evictions);
    }
}
