package io.jamey.bench.gate;

import io.jamey.bench.groups.Benchmark;
import java.util.OptionalDouble;

/// The operation that a comparison is about.
///
/// @param id group and name: `memory_operations/search`
/// @param perCall operations that one call stands for
/// @param waits whether it waits for the disk
public record Subject(String id, String does, int perCall, boolean waits, OptionalDouble budgetMicros) {
    public static Subject of(Benchmark benchmark) {
        return new Subject(
                benchmark.id(), benchmark.does(), benchmark.perCall(), benchmark.waits(), benchmark.budgetMicros());
    }
}
