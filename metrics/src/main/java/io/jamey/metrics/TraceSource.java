package io.jamey.metrics;

import org.jspecify.annotations.Nullable;

/// Knows the trace that the calling thread is part of. Asked after each operation: must be quick.
@FunctionalInterface
public interface TraceSource {
    /// A place in a trace.
    ///
    /// @param traceId 32 hexadecimal digits
    /// @param spanId 16 hexadecimal digits
    record Place(String traceId, String spanId) {}

    /// Where the calling thread is; null when it is in no trace that is kept.
    @Nullable Place current();

    /// Nobody traces.
    static TraceSource none() {
        return () -> null;
    }
}
