package io.jamey.bench.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One figure of one operation, run after run, on one machine.
///
/// @param readings the oldest first, one at least
public record Series(Key key, Figure figure, List<Reading> readings) {
    /// What must be the same for figures to be comparable.
    public record Key(String operation, int version, String data, String machine) {}

    /// What one run said.
    public record Reading(Instant at, Optional<String> commit, double value) {}

    public Series {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("a series has one reading at least");
        }
    }

    public double[] values() {
        return readings.stream().mapToDouble(Reading::value).toArray();
    }

    public Reading last() {
        return readings.getLast();
    }
}
