package io.jamey.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Requests that a server works on, as spans of the trace that their `traceparent` header names (W3C Trace Context), or
/// of one that begins with them.
public final class RequestSpans {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> PROTOCOL_METHOD = AttributeKey.stringKey("mcp.method.name");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final int SERVER_FAULT = 500;

    private final Tracer tracer;

    public RequestSpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.jamey.tracing");
    }

    /// Has the work on a request done.
    ///
    /// @param route the path with names in place of ids, such as `/v1/memories/{id}`: few, and no secrets
    /// @param header the value of a request header by its name
    /// @param work does all of it, and returns the status of the answer
    public void around(String method, String route, Function<String, Optional<String>> header, IntSupplier work) {
        Span span = span(method + " " + route, header)
                .setAttribute(METHOD, method)
                .setAttribute(ROUTE, route)
                .startSpan();
        int status = SERVER_FAULT; // where the work throws
        try (var _ = SpanScope.of(span)) {
            status = work.getAsInt();
        } finally {
            span.setAttribute(STATUS, (long) status);
            if (status >= SERVER_FAULT) {
                span.setAttribute(MemoryAttributes.ERROR_TYPE, Integer.toString(status));
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    /// Has the work on a call of a tool done that did not come over HTTP.
    ///
    /// @param method of the protocol (MCP), such as `tools/call`
    /// @param meta what the call says of itself under a name
    /// @param work does all of it; what it returns is no status that anybody was answered
    public void aroundCall(String method, String tool, Function<String, Optional<String>> meta, IntSupplier work) {
        Span span = span(method + " " + tool, meta)
                .setAttribute(PROTOCOL_METHOD, method)
                .setAttribute(TOOL, tool)
                .startSpan();
        try (var _ = SpanScope.of(span)) {
            var _ = work.getAsInt();
        } finally {
            span.end();
        }
    }

    private SpanBuilder span(String name, Function<String, Optional<String>> header) {
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), header, Headers.GETTER);
        return tracer.spanBuilder(name).setParent(caller).setSpanKind(SpanKind.SERVER);
    }

    private enum Headers implements TextMapGetter<Function<String, Optional<String>>> {
        GETTER;

        @Override
        public @Nullable String get(@Nullable Function<String, Optional<String>> header, String name) {
            return header == null ? null : header.apply(name).orElse(null);
        }
    }
}
