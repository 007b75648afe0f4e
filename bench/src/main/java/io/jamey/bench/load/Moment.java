package io.jamey.bench.load;

/// What happened in a short part of a run.
///
/// @param second where the part begins, from the beginning of what is measured
/// @param perSecond requests answered in it
/// @param sent requests that were due in it
/// @param medianNanos of their latencies; 0 when none was due
/// @param maxNanos the longest of them
public record Moment(double second, double perSecond, long sent, long medianNanos, long maxNanos) {}
