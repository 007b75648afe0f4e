package io.jamey.performance;

import java.util.Locale;

/// What a caller asks of a store, as it is timed. Calls whose time depends on how much they are given are kept apart
/// from those about one memory, so that an import does not look like a slow store.
public enum Operation {
    /// One memory.
    STORE,
    /// Several memories in one durable write.
    STORE_BATCH,
    /// By one id.
    RETRIEVE,
    /// By several ids.
    RETRIEVE_BATCH,
    SEARCH,
    /// Of one memory.
    UPDATE,
    /// By one id.
    DELETE,
    /// By several ids.
    DELETE_BATCH,
    /// One page.
    LIST,
    COUNT,
    /// A whole stream; its time is the store's, without that of whoever reads it.
    ITERATE,
    /// A change to, or the end of, whatever a filter accepts or a namespace holds.
    SWEEP;

    /// As it is written in metrics, logs and JSON: `store_batch`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
