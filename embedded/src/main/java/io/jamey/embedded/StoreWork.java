package io.jamey.embedded;

import io.jamey.embedded.records.WorkCounters;

/// What a store has had its file do since it was opened, counted while it does it: for measurements, because noise
/// cannot change it. Live, and still there when the store is closed. Costs next to nothing to read.
public final class StoreWork {
    private final WorkCounters counters;

    StoreWork(WorkCounters counters) {
        this.counters = counters;
    }

    /// Groups of writes that were committed, each with one sync of the log. A write that has been answered is
    /// counted.
    public long commits() {
        return counters.commits();
    }

    /// SQL statements executed, those that begin and end transactions included, checkpoints not. What the store
    /// does on its own counts too: a few a second.
    public long statements() {
        return counters.statements();
    }
}
