package io.jamey.server.http;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What goes on around the work of each request, on the thread that does it: the place for a span of a trace.
@FunctionalInterface
public interface RequestTracing {
    /// The work on one request, from before it is begun to its answer.
    @FunctionalInterface
    interface Work {
        /// The work is over; called by the thread that began it.
        ///
        /// @param status of the answer
        void end(int status);
    }

    /// Begins the work on a request.
    ///
    /// @param route as in the description of the API, such as `/v1/memories/{id}`
    /// @param header the value of a request header by its name
    Work begin(String method, String route, Function<String, Optional<String>> header);

    /// Nothing goes on, but for the log: what is logged meanwhile has the id of the caller's trace, or of one that
    /// begins with the request.
    static RequestTracing inLog() {
        return TraceIds::begin;
    }

    /// The id of the trace that the log names for the calling thread; null for none.
    static @Nullable String logged() {
        return TraceIds.current();
    }
}
