package io.jamey.bench.profile;

import io.jamey.bench.groups.Benchmark;

/// Where the calls of an operation spent their time and memory.
///
/// @param calls that were sampled
/// @param cpuSamples and allocationSamples that belong to calls
/// @param lost samples of processor time that could not be taken, of any thread
/// @param cpu nanoseconds of all calls together
/// @param allocation bytes of all calls together
/// @param medianNanos of a call on the wall, without samples being taken
/// @param slowdown how much longer calls took while samples were taken: 1.02 for 2 % longer
public record Profile(
        Benchmark benchmark,
        Sampler sampler,
        long calls,
        long cpuSamples,
        long allocationSamples,
        long lost,
        CallTree cpu,
        CallTree allocation,
        double medianNanos,
        double slowdown) {

    /// Operations that were sampled: more than calls where a call stands for many.
    double operations() {
        return (double) calls * benchmark.perCall();
    }

    /// Nanoseconds of processor time for one operation.
    public double cpuEach() {
        return cpu.total() / operations();
    }

    /// Bytes allocated for one operation.
    public double allocatedEach() {
        return allocation.total() / operations();
    }
}
