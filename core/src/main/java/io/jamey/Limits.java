package io.jamey;

/// The limits of the contract, the same for every store.
public final class Limits {
    /// UTF-8 bytes of a memory's content.
    public static final int CONTENT_BYTES = 1 << 20;
    /// Components of an embedding.
    public static final int DIMENSIONS = 8192;
    /// Memories or ids in one batch call.
    public static final int BATCH = 10_000;
    /// Results of one search.
    public static final int RESULTS = 1_000;
    /// Memories on one page.
    public static final int PAGE = 1_000;
    /// What the memories of one page may take together before it ends early, as [Page#bytes(Memory)] counts it.
    public static final int PAGE_BYTES = 16 << 20;
    /// UTF-8 bytes of a search's text.
    public static final int QUERY_BYTES = 64 << 10;
    /// UTF-8 bytes of a namespace, session, actor or metadata key.
    public static final int NAME_BYTES = 256;
    /// Values in one memory's metadata, counted at all depths.
    public static final int METADATA_VALUES = 1_024;
    /// UTF-8 bytes of all keys and texts in one memory's metadata, and 8 for each number, boolean and null.
    public static final int METADATA_BYTES = 64 << 10;
    /// The largest place in a session a caller can choose: 2^53 - 1, which every JSON reader keeps exact.
    public static final long SEQUENCE = (1L << 53) - 1;
    /// Levels of nesting in metadata and in filters.
    public static final int DEPTH = 16;
    /// Conditions in one filter, and values in all its `in` conditions together.
    public static final int FILTER_SIZE = 1_000;

    private Limits() {}
}
