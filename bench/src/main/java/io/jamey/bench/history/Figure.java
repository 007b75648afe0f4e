package io.jamey.bench.history;

import io.jamey.bench.report.Quantity;
import io.jamey.bench.work.Count;
import java.util.Locale;

/// What is kept of an operation's run. All but recall are for one operation.
public enum Figure {
    MEDIAN("median_ns", "median"),
    CPU("cpu_ns", "cpu"),
    ALLOCATED("allocated_bytes", "allocated"),
    WRITTEN("written_bytes", "written"),
    WRITE_CALLS("write_calls", "write calls"),
    COMMITS("commits", "commits"),
    STATEMENTS("statements", "statements"),
    RECALL("recall", "recall");

    private final String field;
    private final String label;

    Figure(String field, String label) {
        this.field = field;
        this.label = label;
    }

    static Figure of(Count count) {
        return switch (count) {
            case ALLOCATED_BYTES -> ALLOCATED;
            case WRITTEN_BYTES -> WRITTEN;
            case WRITE_CALLS -> WRITE_CALLS;
            case COMMITS -> COMMITS;
            case STATEMENTS -> STATEMENTS;
        };
    }

    /// Its name in a line of a history and in the JSON of a run.
    String field() {
        return field;
    }

    public String label() {
        return label;
    }

    /// A value with its unit.
    public String words(double value) {
        return switch (this) {
            case MEDIAN, CPU -> Quantity.nanos(value);
            case ALLOCATED, WRITTEN -> Quantity.bytes(value);
            case WRITE_CALLS, COMMITS, STATEMENTS -> Quantity.number(value);
            case RECALL -> String.format(Locale.ROOT, "%.4f", value);
        };
    }
}
