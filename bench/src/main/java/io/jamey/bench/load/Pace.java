package io.jamey.bench.load;

/// Time as a run knows it: nanoseconds since its beginning. Threads may share it.
interface Pace {
    long nanos();

    /// Returns at this time or just after it; at once if it has passed.
    void until(long nanos);
}
