package io.jamey.bench.groups;

import java.util.OptionalDouble;
import java.util.function.Function;

/// An operation that can be measured, by name.
///
/// @param name unique in the group
/// @param does what one operation is, in a few words
/// @param version changes when the operation is defined anew, so that old and new are not compared
/// @param perCall operations that one call stands for; figures are for one operation
/// @param waits whether it waits for the disk: its time says more about the disk than about the code
/// @param budgetMicros the most that its median should take, at 10,000 memories of 1536 dimensions
public record Benchmark(
        Group group,
        String name,
        String does,
        int version,
        int perCall,
        boolean waits,
        OptionalDouble budgetMicros,
        Function<Stage, Operation> make) {

    static Benchmark of(Group group, String name, String does, Function<Stage, Operation> make) {
        return new Benchmark(group, name, does, 1, 1, false, OptionalDouble.empty(), make);
    }

    Benchmark budget(double micros) {
        return new Benchmark(group, name, does, version, perCall, waits, OptionalDouble.of(micros), make);
    }

    Benchmark version(int number) {
        return new Benchmark(group, name, does, number, perCall, waits, budgetMicros, make);
    }

    Benchmark waiting() {
        return new Benchmark(group, name, does, version, perCall, true, budgetMicros, make);
    }

    Benchmark perCall(int operations) {
        return new Benchmark(group, name, does, version, operations, waits, budgetMicros, make);
    }

    /// Group and name, as they are typed: `memory_operations/search`.
    public String id() {
        return group.label() + "/" + name;
    }
}
