package io.jamey.bench.measuring;

/// What some calls used, together.
public record Usage(long wallNanos, long cpuNanos, long bytesAllocated, long bytesWritten, long writeCalls) {
    static final Usage NOTHING = new Usage(0, 0, 0, 0, 0);

    Usage plus(Usage other) {
        return new Usage(
                wallNanos + other.wallNanos,
                cpuNanos + other.cpuNanos,
                bytesAllocated + other.bytesAllocated,
                bytesWritten + other.bytesWritten,
                writeCalls + other.writeCalls);
    }
}
