package io.jamey.bench.load;

import java.util.Locale;

/// What a request does.
public enum Action {
    STORE,
    RETRIEVE,
    SEARCH,
    UPDATE,
    DELETE;

    /// As it is written on the command line and in reports.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
