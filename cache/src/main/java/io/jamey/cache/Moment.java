package io.jamey.cache;

/// When a read began, told by the writes that had begun before it: two reads of one key at equal settled moments
/// have the same right answer.
///
/// @param stamp of the thing that is read
/// @param sweep of its namespace, for single memories
record Moment(long stamp, long sweep) {
    /// Whether no write was under way: only then may the answer be kept, or shared with others.
    boolean isSettled() {
        return Stamps.isSettled(stamp) && Stamps.isSettled(sweep);
    }
}
