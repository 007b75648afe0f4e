package io.jamey.bench.gate;

/// What is compared.
public enum Measure {
    /// Processor time of all Java threads.
    CPU,
    /// Time on the wall.
    WALL,
    /// Bytes allocated.
    ALLOC,
    /// Counted work alone, no time.
    WORK
}
