package io.jamey.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RequestSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private final RecordedSpans spans = new RecordedSpans();
    private final RequestSpans requests = new RequestSpans(spans.telemetry());

    @AfterEach
    void close() {
        spans.close();
    }

    private SpanData request(Map<String, String> headers, int status) {
        requests.around("GET", "/v1/memories/{id}", name -> Optional.ofNullable(headers.get(name)), () -> status);
        return spans.only();
    }

    @Test
    void goOnWithTheTraceOfWhoCalls() {
        SpanData span = request(Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"), 200);

        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(CALLER);
        assertThat(span.getName()).isEqualTo("GET /v1/memories/{id}");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("http.request.method"), "GET")
                .containsEntry(AttributeKey.stringKey("http.route"), "/v1/memories/{id}")
                .containsEntry(AttributeKey.longKey("http.response.status_code"), 200L);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void beginATraceWhereNobodyCallsWithOneOrItMeansNothing() {
        assertThat(request(Map.of(), 404).getParentSpanContext().isValid()).isFalse();
        SpanData span = request(Map.of("traceparent", "00-nonsense-01"), 404);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void areCallsOfToolsToo() {
        String parent = "00-" + TRACE + "-" + CALLER + "-01";
        requests.aroundCall(
                "tools/call",
                "add_memory",
                name -> Optional.of(parent).filter(_ -> name.equals("traceparent")),
                () -> 200);
        SpanData span = spans.only();

        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(CALLER);
        assertThat(span.getName()).isEqualTo("tools/call add_memory");
        assertThat(span.getAttributes().asMap())
                .containsOnly(
                        Map.entry(AttributeKey.stringKey("mcp.method.name"), "tools/call"),
                        Map.entry(AttributeKey.stringKey("gen_ai.tool.name"), "add_memory"));
    }

    @Test
    void areErrorsWhereTheServerIsAtFault() {
        SpanData span = request(Map.of(), 503);

        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(MemoryAttributes.ERROR_TYPE)).isEqualTo("503");
    }

    @Test
    void areErrorsWhereTheWorkThrows() {
        assertThatThrownBy(() -> requests.around("GET", "/v1/status", _ -> Optional.empty(), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(spans.only().getAttributes().get(MemoryAttributes.ERROR_TYPE))
                .isEqualTo("500");
        assertThat(MDC.get("trace_id")).isNull();
    }

    @Test
    void areInTheLogWhileTheyLast() {
        requests.around("GET", "/v1/status", _ -> Optional.empty(), () -> {
            assertThat(MDC.get("trace_id")).hasSize(32);
            return 200;
        });
        assertThat(MDC.get("trace_id")).isNull();
    }
}
