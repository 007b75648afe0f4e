package io.jamey.tracing;

import io.jamey.SearchPlan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.UUID;

/// The names that the OpenTelemetry conventions for generative AI give to what a memory operation is about (v0.1.0, the
/// conventions' section on memory spans), and Jamey's own for the plan of a search.
final class MemoryAttributes {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> STORE_ID = AttributeKey.stringKey("gen_ai.memory.store.id");
    static final AttributeKey<String> RECORD_ID = AttributeKey.stringKey("gen_ai.memory.record.id");
    static final AttributeKey<Long> RECORD_COUNT = AttributeKey.longKey("gen_ai.memory.record.count");
    static final AttributeKey<String> QUERY_TEXT = AttributeKey.stringKey("gen_ai.memory.query.text");
    static final AttributeKey<String> RECORDS = AttributeKey.stringKey("gen_ai.memory.records");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("jamey.search.strategy");
    private static final String PLAN = "jamey.search.";

    private MemoryAttributes() {}

    /// Of one memory its id, and how many there are.
    static void records(Span span, Iterable<UUID> ids, int count) {
        if (count == 1) {
            span.setAttribute(RECORD_ID, ids.iterator().next().toString());
        }
        span.setAttribute(RECORD_COUNT, (long) count);
    }

    static void plan(Span span, SearchPlan plan) {
        span.setAttribute(STRATEGY, plan.strategy());
        for (Map.Entry<String, Long> counted : plan.counts().entrySet()) {
            span.setAttribute(PLAN + counted.getKey(), counted.getValue());
        }
    }
}
