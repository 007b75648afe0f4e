package io.jamey.bench.goals;

import java.util.List;

/// A goal that can be measured.
///
/// @param name unique; as it is typed
/// @param about what is to be reached, in a few words
/// @param limits of its figures
public record Goal(String name, String about, Data data, Place place, List<Limit> limits, Measuring measuring) {
    /// Where it is measured; goals on the same data are measured in this order, so that no open store is in the
    /// way.
    enum Place {
        /// On stores that the measurement makes itself.
        OWN_STORE,
        /// On a copy of the data set that the measurement opens itself, here or in another JVM.
        COPY,
        /// On a store full of the data that stays open.
        STAGE
    }

    /// How it is measured.
    @FunctionalInterface
    interface Measuring {
        /// One reading for each limit, in their order.
        ///
        /// @throws IllegalStateException when the store does not do what it must
        List<Reading> measure(Site site);
    }

    public Goal {
        limits = List.copyOf(limits);
    }
}
