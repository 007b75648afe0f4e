package io.jamey.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/// The real SDK, which keeps the spans that have ended in memory.
final class RecordedSpans implements AutoCloseable {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();

    OpenTelemetry telemetry() {
        return OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    }

    /// Those that ended since the last time.
    List<SpanData> taken() {
        List<SpanData> spans = List.copyOf(exporter.getFinishedSpanItems());
        exporter.reset();
        return spans;
    }

    SpanData only() {
        List<SpanData> spans = taken();
        if (spans.size() != 1) {
            throw new AssertionError("not one span: " + spans);
        }
        return spans.getFirst();
    }

    @Override
    public void close() {
        provider.close();
    }
}
