package io.jamey.bench.goals;

import io.jamey.bench.report.Quantity;
import java.util.Locale;

/// What a figure counts, and how it is written.
public enum Unit {
    NANOS("ns"),
    BYTES("B"),
    BYTES_PER_SECOND("B/s"),
    PER_SECOND("1/s"),
    /// Of answers that are right, 0 to 1.
    RECALL("share"),
    TIMES("times"),
    /// Something that holds (1) or does not (0).
    TRUTH("truth");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /// For programs.
    public String symbol() {
        return symbol;
    }

    /// For people.
    public String write(double value) {
        return switch (this) {
            case NANOS -> Quantity.nanos(value);
            case BYTES -> Quantity.bytes(value);
            case BYTES_PER_SECOND -> Quantity.bytes(value) + "/s";
            case PER_SECOND -> String.format(Locale.ROOT, "%,.0f/s", value);
            case RECALL -> String.format(Locale.ROOT, "%.4f", value);
            case TIMES -> String.format(Locale.ROOT, "x%.2f", value);
            case TRUTH -> value >= 1 ? "yes" : "no";
        };
    }
}
