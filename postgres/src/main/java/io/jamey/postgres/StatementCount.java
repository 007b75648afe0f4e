package io.jamey.postgres;

import java.util.concurrent.atomic.LongAdder;

/// How many statements were sent: what a call costs in round trips. Safe for any number of threads.
final class StatementCount {
    private final LongAdder count = new LongAdder();

    void add() {
        count.increment();
    }

    long value() {
        return count.sum();
    }
}
