package io.jamey.testkit;

/// What a store does otherwise than the contract says, and declares to the kit: see
/// [MemoryStoreContract#deviations()].
///
/// None is the rule. The tests of a deviation fail for a store that declares it without need.
public enum Deviation {
    /// Makes the embeddings that callers leave out. The kit expects them to have as many components as its own,
    /// 8, whichever memory is stored first.
    EMBEDS_TEXT,
    /// Storing an id again and changing content count as accesses, because the memory is read first.
    READS_BEFORE_WRITING
}
