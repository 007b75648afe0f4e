package io.jamey.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// A span that is the current one of its thread, and whose ids stand in each line that the thread logs.
final class SpanScope implements AutoCloseable {
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";

    private final Scope scope;
    private final boolean isLogged;
    private final @Nullable String outerTrace;
    private final @Nullable String outerSpan;

    private SpanScope(Scope scope, boolean isLogged, @Nullable String outerTrace, @Nullable String outerSpan) {
        this.scope = scope;
        this.isLogged = isLogged;
        this.outerTrace = outerTrace;
        this.outerSpan = outerSpan;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    static SpanScope of(Span span) {
        SpanContext context = span.getSpanContext();
        Scope scope = span.makeCurrent();
        if (!context.isValid()) {
            return new SpanScope(scope, false, null, null);
        }
        var opened = new SpanScope(scope, true, MDC.get(TRACE_ID), MDC.get(SPAN_ID));
        MDC.put(TRACE_ID, context.getTraceId());
        MDC.put(SPAN_ID, context.getSpanId());
        return opened;
    }

    /// Goes back to what was current before. The span goes on.
    @Override
    public void close() {
        if (isLogged) {
            restore(TRACE_ID, outerTrace);
            restore(SPAN_ID, outerSpan);
        }
        scope.close();
    }

    private static void restore(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
