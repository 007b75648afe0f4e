package io.jamey.embedded.records;

import java.util.concurrent.atomic.LongAdder;

/// What a file has been made to do since it was opened, counted while it is done. Safe for any number of threads.
public final class WorkCounters {
    private final LongAdder commits = new LongAdder();
    private final LongAdder statements = new LongAdder();

    void committed() {
        commits.increment();
    }

    void executed() {
        statements.increment();
    }

    /// Groups of writes that were committed, each with one sync of the log.
    public long commits() {
        return commits.sum();
    }

    /// SQL statements that readers and the writer executed, those that begin and end transactions included. What
    /// moves pages from the log to the file is not counted: when it happens is no matter of what was asked for.
    public long statements() {
        return statements.sum();
    }
}
