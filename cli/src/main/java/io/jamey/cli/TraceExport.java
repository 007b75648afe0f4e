package io.jamey.cli;

import io.jamey.MemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.metrics.TraceSource;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.TraceSettings;
import io.jamey.tracing.Capture;
import io.jamey.tracing.RequestSpans;
import io.jamey.tracing.TracedMemoryStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The traces of a server on their way to a collector; nothing where there is none.
final class TraceExport implements AutoCloseable {
    private final Optional<OpenTelemetrySdk> telemetry;
    private final Capture capture;

    private TraceExport(Optional<OpenTelemetrySdk> telemetry, Capture capture) {
        this.telemetry = telemetry;
        this.capture = capture;
    }

    static TraceExport start(TraceSettings settings) {
        return new TraceExport(
                settings.endpoint().map(endpoint -> telemetry(endpoint, settings)),
                settings.content() ? Capture.CONTENT : Capture.NO_CONTENT);
    }

    private static OpenTelemetrySdk telemetry(URI endpoint, TraceSettings settings) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString());
        settings.header().ifPresent(header -> exporter.addHeader(header.name(), header.value()));
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), "jamey")
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.samplePercent() / 100.0)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
                .build();
        return OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    }

    /// The store, with its operations traced.
    ///
    /// @param plans of its searches, as a layer of it tells them
    MemoryStore over(MemoryStore store, SearchPlans plans) {
        return telemetry
                .<MemoryStore>map(sdk -> new TracedMemoryStore(store, sdk, capture, plans))
                .orElse(store);
    }

    /// Requests, traced.
    RequestTracing requests() {
        return telemetry
                .map(RequestSpans::new)
                .<RequestTracing>map(spans -> spans::around)
                .orElseGet(RequestTracing::inLog);
    }

    /// Calls of tools that do not come over HTTP, traced.
    RequestTracing calls() {
        return telemetry
                .map(RequestSpans::new)
                .<RequestTracing>map(spans -> spans::aroundCall)
                .orElseGet(RequestTracing::inLog);
    }

    /// Which trace a thread is part of.
    TraceSource places() {
        return telemetry.isEmpty() ? TraceSource.inLog() : new Spans();
    }

    private static final class Spans implements TraceSource {
        @Override
        public @Nullable Place current() {
            SpanContext span = Span.current().getSpanContext();
            return span.isSampled() ? new Place(span.getTraceId(), span.getSpanId()) : null;
        }

        @Override
        public @Nullable String logged() {
            SpanContext span = Span.current().getSpanContext();
            return span.isValid() ? span.getTraceId() : null;
        }
    }

    /// Sends what is still here.
    @Override
    public void close() {
        telemetry.ifPresent(OpenTelemetrySdk::close);
    }
}
