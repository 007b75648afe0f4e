/// Operations and requests as OpenTelemetry spans: [io.jamey.tracing.TracedMemoryStore] around a store, and
/// [io.jamey.tracing.RequestSpans] around the work of a server. Only OpenTelemetry's API is needed; spans go where the
/// [io.opentelemetry.api.OpenTelemetry] that is handed in sends them, and cost next to nothing where it does not.
///
/// While a span lasts its ids are in SLF4J's MDC, as `trace_id` and `span_id`, so that each line of the log
/// leads to its trace.
@NullMarked
package io.jamey.tracing;

import org.jspecify.annotations.NullMarked;
