package io.jamey.lab.peers;

import java.util.List;

/// What was measured of one peer. Times are in microseconds; ratios are to Jamey's peer of the same kind, slice by
/// slice.
///
/// @param loadMicros for each row of the bulk load
/// @param heapBytes held for each row
/// @param diskBytes held for each row
record Result(
        String name,
        Peer.Kind kind,
        boolean durable,
        double loadMicros,
        double heapBytes,
        double diskBytes,
        List<Searched> searches,
        List<Written> writes) {

    /// Searches for the top ten.
    ///
    /// @param percent of the rows that the filter picks; 100 without a filter
    /// @param effort the least that gave enough recall, or the most there is
    record Searched(int percent, int effort, double recall, Spread micros, Spread ratio) {}

    /// One kind of write.
    record Written(String operation, Spread micros, Spread ratio) {}
}
