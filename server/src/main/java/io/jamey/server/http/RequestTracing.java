package io.jamey.server.http;

import io.jamey.performance.CurrentTrace;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/// What goes on around the work on each request, on the thread that does it: the place for a span of a trace.
@FunctionalInterface
public interface RequestTracing {
    /// Has the work on a request done, once.
    ///
    /// @param route as in the description of the API, such as `/v1/memories/{id}`
    /// @param header the value of a request header by its name
    /// @param work does all of it, and returns the status of the answer
    void around(String method, String route, Function<String, Optional<String>> header, IntSupplier work);

    /// Nothing goes on, but for the log: what is logged meanwhile has the id of the caller's trace, or of one that
    /// begins with the request ([CurrentTrace]).
    static RequestTracing inLog() {
        return (_, _, header, work) -> CurrentTrace.run(() -> TraceIds.of(header), () -> {
            var _ = work.getAsInt(); // it matters to spans
        });
    }
}
