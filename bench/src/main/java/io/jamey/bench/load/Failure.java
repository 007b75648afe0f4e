package io.jamey.bench.load;

import io.jamey.MemoryException;

/// Why a request did not get what it asked for, as kinds that are counted.
public enum Failure {
    /// The answer came later than the timeout, or not at all.
    TIMEOUT("timeouts"),
    /// A server that was at its limit, or at that of the caller, began nothing.
    REFUSED("refused"),
    CONFLICT("conflicts"),
    UNAVAILABLE("unavailable"),
    FULL("full"),
    CORRUPT("corrupt"),
    /// An exception that is no [MemoryException].
    FAULT("faults"),
    /// An answer that cannot be right.
    WRONG("wrong answers"),
    /// There was no memory left to ask for: the mix deletes more than it stores.
    EXHAUSTED("nothing left to ask for");

    private final String label;

    Failure(String label) {
        this.label = label;
    }

    /// Many of them, in a word or a few.
    public String label() {
        return label;
    }

    static Failure of(MemoryException.Kind kind) {
        return switch (kind) {
            case CONFLICT -> CONFLICT;
            case UNAVAILABLE -> UNAVAILABLE;
            case FULL -> FULL;
            case CORRUPT -> CORRUPT;
        };
    }
}
