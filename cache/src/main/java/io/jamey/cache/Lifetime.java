package io.jamey.cache;

/// How long an answer may be served without asking the store again. It matters only for changes made round this
/// layer, by other processes: its own writes are seen at once, however long the lifetime.
public enum Lifetime {
    /// Search results, pages, counts, and ids that were not there: 60 to 300 seconds.
    CHANGING,
    /// Memories, unless their type says otherwise: an hour or more.
    STABLE,
    /// Until the process ends or the memory is changed through this layer: for types of memories that work as
    /// configuration.
    CONFIGURATION
}
