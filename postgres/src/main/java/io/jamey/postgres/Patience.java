package io.jamey.postgres;

import io.jamey.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// How long calls wait for the server before they give up: briefly where little is asked, so that a dead
/// server is noticed, longer where the work grows with the data.
///
/// @param timeout of a call that asks little, the wait for a connection included
record Patience(Duration timeout) {
    /// For a row with an embedding, which the index takes some milliseconds to take in.
    private static final Duration ROW = Duration.ofMillis(50);
    /// Rows that are nothing to speak of.
    private static final int FEW = 20;

    private static final Duration SCAN = Duration.ofMinutes(5);

    /// For a connection from the pool.
    Duration connection() {
        return timeout.multipliedBy(35).dividedBy(100);
    }

    /// For an idle connection to show that it is alive.
    Duration check() {
        return timeout.multipliedBy(15).dividedBy(100);
    }

    /// For work that does not grow.
    Duration little() {
        return timeout.multipliedBy(60).dividedBy(100);
    }

    /// For work on so many memories, named one by one.
    Duration rows(int rows) {
        return rows <= FEW ? little() : little().plus(ROW.multipliedBy(rows));
    }

    /// For a look at as much as a search looks at.
    Duration search() {
        return timeout.multipliedBy(5);
    }

    /// For a pass over a namespace.
    Duration scan() {
        return SCAN;
    }

    /// No call waits for longer, the wait for a connection included.
    Duration longest() {
        return connection().plus(Collections.max(List.of(rows(Limits.BATCH), search(), scan())));
    }
}
