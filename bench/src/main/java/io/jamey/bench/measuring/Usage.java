package io.jamey.bench.measuring;

import io.jamey.bench.work.Work;

/// What some calls used, together.
public record Usage(long wallNanos, long cpuNanos, Work work) {
    static final Usage NOTHING = new Usage(0, 0, Work.NOTHING);

    Usage plus(Usage other) {
        return new Usage(wallNanos + other.wallNanos, cpuNanos + other.cpuNanos, work.plus(other.work));
    }
}
