package io.jamey.bench.load;

/// How well requests of an open loop were sent when they were due.
///
/// @param lag between when a request was due and when it was handed over, without what waited for the store
/// @param held requests that had to wait because too many others had no answer yet
/// @param unsent requests that were given up, since none of those others got an answer
public record Generator(Latencies lag, long held, long unsent) {}
