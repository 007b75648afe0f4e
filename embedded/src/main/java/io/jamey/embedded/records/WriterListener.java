package io.jamey.embedded.records;

/// What the layer above wants to hear from the writer thread. Calls hold up all writes: return soon, and never
/// write from here.
public interface WriterListener {
    /// A group of writes was committed, applied and answered.
    default void groupCommitted() {}

    /// All that the works of the running group did was undone; they are run again.
    default void undone() {}

    /// A commit failed with unknown outcome and the file has been opened anew: its content may or may not
    /// include the writes that were answered `UNAVAILABLE`. Whatever was derived from the records in memory
    /// must be derived again. No read and no write runs between the fault and the end of this call.
    default void reopened() {}
}
