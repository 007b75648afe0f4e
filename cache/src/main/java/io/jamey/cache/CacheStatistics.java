package io.jamey.cache;

/// What a [CachedMemoryStore] holds, and how it has done since it was opened.
///
/// @param entries memories, absences and answers held
/// @param bytes memory held, an estimate
/// @param bytesMax the budget
/// @param hits look-ups that were answered from memory; each id of a batch is one
/// @param misses look-ups that the store had to answer
/// @param stale those misses that found something out of date
/// @param evictions entries dropped because the budget was reached
public record CacheStatistics(
        long entries, long bytes, long bytesMax, long hits, long misses, long stale, long evictions) {

    /// Hits among all look-ups, 0 to 1; 1 before the first.
    public double hitRate() {
        return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
    }
}
