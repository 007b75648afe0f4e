package io.jamey.metrics;

import io.jamey.performance.CurrentTrace;
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

    /// The id by which the log names the calling thread's trace, kept or not; null when it is in none.
    default @Nullable String logged() {
        Place place = current();
        return place == null ? null : place.traceId();
    }

    /// No trace is kept, but the log names the [CurrentTrace].
    static TraceSource inLog() {
        return new TraceSource() {
            @Override
            public @Nullable Place current() {
                return null;
            }

            @Override
            public @Nullable String logged() {
                return CurrentTrace.id();
            }
        };
    }

    /// Nobody traces.
    static TraceSource none() {
        return () -> null;
    }
}
