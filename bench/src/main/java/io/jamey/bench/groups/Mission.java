package io.jamey.bench.groups;

import java.util.Map;
import java.util.OptionalDouble;

/// The times that Jamey was made to keep wherever its memories are, at 10,000 of 1536 dimensions. Budgets of operations
/// are tighter: they are the embedded store's.
public final class Mission {
    private static final Map<String, Double> MICROS = Map.ofEntries(
            Map.entry("memory_operations/store", 30_000.0),
            Map.entry("memory_operations/retrieve", 10_000.0),
            Map.entry("memory_operations/search", 50_000.0),
            Map.entry("memory_operations/update", 25_000.0),
            Map.entry("memory_operations/delete", 10_000.0),
            Map.entry("memory_operations/list_page", 75_000.0),
            Map.entry("vector_search/top_10", 50_000.0),
            Map.entry("hybrid_search/top_10", 50_000.0),
            Map.entry("pagination/first", 75_000.0),
            Map.entry("cache/hit", 100.0),
            Map.entry("cache/hit in redis", 2_000.0),
            Map.entry("cache/miss", 20_000.0),
            Map.entry("cache/miss in redis", 22_000.0),
            Map.entry("cache/answer_hit", 5_000.0),
            Map.entry("cache/answer_miss", 105_000.0));

    private Mission() {}

    /// The same operation with the mission's time as its budget, or without one.
    ///
    /// @param backend the kind of store
    public static Benchmark budgeted(Benchmark benchmark, String backend) {
        Double anywhere = MICROS.get(benchmark.id());
        Double micros = MICROS.getOrDefault(benchmark.id() + " in " + backend, anywhere);
        return new Benchmark(
                benchmark.group(),
                benchmark.name(),
                benchmark.does(),
                benchmark.version(),
                benchmark.perCall(),
                benchmark.waits(),
                micros == null ? OptionalDouble.empty() : OptionalDouble.of(micros),
                benchmark.make());
    }
}
