package io.jamey.bench.load;

import java.util.List;

/// What the figures of a run, or of several, are worth.
///
/// @param reasons why it is not [Status#VALID]
/// @param remarks what else the reader should know
public record Verdict(Status status, List<String> reasons, List<String> remarks) {
    /// From good to bad.
    public enum Status {
        /// The figures say how the store is.
        VALID,
        /// The figures say how the load was made, not how the store is. Measure again.
        INVALID,
        /// The store lost something, answered wrongly, or failed.
        FAILED
    }

    public Verdict {
        reasons = List.copyOf(reasons);
        remarks = List.copyOf(remarks);
    }
}
