package io.jamey.embedded.records;

import io.jamey.Namespace;
import java.util.HashMap;
import java.util.Map;

/// How many memories the running group has added to each namespace and has not counted in the file yet: once for
/// all costs less than once for each. For the writer thread.
final class LiveCounts {
    /// Counts one memory, and enters the namespace if it is new.
    private static final String COUNT_FIRST = """
            INSERT INTO namespace(name, live) VALUES(?, 1)
            ON CONFLICT(name) DO UPDATE SET live = live + 1 RETURNING ns""";
    private static final String COUNT_MORE = "UPDATE namespace SET live = live + ? WHERE ns = ?";

    private final Map<Namespace, Added> added = new HashMap<>();

    private static final class Added {
        private final long ns;
        private long uncounted;

        Added(long ns) {
            this.ns = ns;
        }
    }

    /// Counts one memory more in a namespace and returns the namespace's number.
    long add(Sql sql, Namespace namespace) {
        Added known = added.get(namespace);
        if (known != null) {
            known.uncounted++;
            return known.ns;
        }
        try (var row = sql.query(COUNT_FIRST, namespace.value())) {
            row.next();
            long ns = row.number(1);
            added.put(namespace, new Added(ns));
            return ns;
        }
    }

    /// Counts in the file what it does not count yet: before anything else looks at the counters or changes them,
    /// and before the commit.
    void flush(Sql sql) {
        for (Added namespace : added.values()) {
            if (namespace.uncounted > 0) {
                sql.update(COUNT_MORE, namespace.uncounted, namespace.ns);
            }
        }
        added.clear();
    }

    /// What was added has been undone.
    void clear() {
        added.clear();
    }
}
