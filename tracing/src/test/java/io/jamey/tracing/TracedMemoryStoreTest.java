package io.jamey.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class TracedMemoryStoreTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String CONTENT = "Ann is allergic to walnuts.";

    private final RecordedSpans spans = new RecordedSpans();
    private final MemoryStore reference = new ReferenceMemoryStore(InstantSource.system());
    private final TracedMemoryStore store = traced(Capture.NO_CONTENT);

    private TracedMemoryStore traced(Capture capture) {
        return new TracedMemoryStore(reference, spans.telemetry(), capture);
    }

    @AfterEach
    void close() {
        store.close();
        spans.close();
    }

    private static Map<String, Object> attributes(SpanData span) {
        var attributes = new HashMap<String, Object>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    private void expect(String operation, Map<String, ?> more) {
        SpanData span = spans.only();
        var all = new HashMap<String, Object>(more);
        all.put("gen_ai.operation.name", operation);
        all.put("gen_ai.memory.store.id", "ann");
        assertThat(span.getName()).isEqualTo(operation);
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span)).isEqualTo(all);
    }

    @Test
    void eachOperationIsASpanNamedByTheConventions() {
        Memory memory = store.store(ANN, NewMemory.of(CONTENT).build());
        String id = memory.id().toString();
        Map<String, Object> one = Map.of("gen_ai.memory.record.id", id, "gen_ai.memory.record.count", 1L);
        Map<String, Object> counted = Map.of("gen_ai.memory.record.count", 1L);
        expect("create_memory", one);
        store.retrieve(ANN, memory.id());
        expect("retrieve_memory", one);
        store.search(ANN, SearchRequest.of("walnuts").build());
        expect("search_memory", counted);
        store.update(ANN, memory.id(), MemoryPatch.change().importance(0.7).build());
        expect("update_memory", one);
        store.updateMatching(
                ANN, Filter.everything(), MemoryPatch.change().importance(0.6).build());
        expect("update_memory", counted);
        store.listPaginated(ANN, PageRequest.of(10));
        expect("list_memory", counted);
        store.count(ANN, Filter.everything());
        expect("count_memory", counted);
        store.touch(ANN, List.of(memory.id()));
        expect("touch_memory", counted);
        store.iterate(ANN, Filter.everything()).close();
        expect("iterate_memory", Map.of());
        store.delete(ANN, memory.id());
        expect("delete_memory", one);
        store.deleteMatching(ANN, Filter.everything());
        expect("delete_memory", Map.of("gen_ai.memory.record.count", 0L));
        store.drop(ANN);
        expect("delete_memory_store", Map.of("gen_ai.memory.record.count", 0L));
    }

    @Test
    void openingAStoreIsASpanToo(@TempDir Path folder) {
        Path file = folder.resolve("memory.db");
        try (var _ =
                TracedMemoryStore.open(() -> EmbeddedMemoryStore.open(file), spans.telemetry(), Capture.NO_CONTENT)) {
            assertThat(spans.only().getName()).isEqualTo("create_memory_store");
            assertThatThrownBy(() -> TracedMemoryStore.open(
                            () -> EmbeddedMemoryStore.open(file), spans.telemetry(), Capture.NO_CONTENT))
                    .isInstanceOf(MemoryException.class);
            assertThat(attributes(spans.only())).containsEntry("error.type", "unavailable");
        }
    }

    @Test
    void aSearchThatExplainsSaysHowItWasDone(@TempDir Path folder) {
        try (var embedded = new TracedMemoryStore(
                EmbeddedMemoryStore.open(folder.resolve("memory.db")), spans.telemetry(), Capture.NO_CONTENT)) {
            embedded.store(ANN, NewMemory.of(CONTENT).build());
            spans.taken();

            embedded.search(ANN, SearchRequest.of("walnuts").explain().build());

            assertThat(attributes(spans.only()))
                    .containsKey("jamey.search.strategy")
                    .anySatisfy((name, value) -> assertThat(name.startsWith("jamey.search.") && value instanceof Long)
                            .isTrue());
        }
    }

    @Test
    void neitherContentNorQuestionsAreInASpanUnlessTheyAreAskedFor() {
        store.store(ANN, NewMemory.of(CONTENT).build());
        store.search(ANN, SearchRequest.of("what are walnuts?").build());
        assertThat(spans.taken().toString()).doesNotContain("walnuts");

        TracedMemoryStore capturing = traced(Capture.CONTENT);
        Memory quoted =
                capturing.store(ANN, NewMemory.of("She said \"no\"\n\\o/").build());
        assertThat(attributes(spans.only()))
                .containsEntry("gen_ai.memory.records", "[{\"content\":\"She said \\\"no\\\"\\n\\\\o/\"}]");
        capturing.search(ANN, SearchRequest.of("said no").limit(1).build());
        assertThat(attributes(spans.only()))
                .containsEntry("gen_ai.memory.query.text", "said no")
                .hasEntrySatisfying(
                        "gen_ai.memory.records",
                        records -> assertThat((String) records)
                                .contains("\"id\":\"" + quoted.id() + "\"")
                                .contains("\"score\":"));
    }

    @Test
    void errorsSayTheirKindAndNothingElse() {
        Memory memory = store.store(ANN, NewMemory.of(CONTENT).build());
        spans.taken();

        assertThatThrownBy(() -> store.store(
                        ANN, NewMemory.of("something else").id(memory.id()).build()))
                .isInstanceOf(MemoryException.class);
        SpanData conflict = spans.only();
        assertThat(conflict.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(conflict.getStatus().getDescription()).isEmpty();
        assertThat(conflict.getEvents()).isEmpty();
        assertThat(attributes(conflict)).containsEntry("error.type", "conflict");

        assertThatThrownBy(() -> store.updateMatching(
                        ANN,
                        Filter.everything(),
                        MemoryPatch.change().importance(1).expecting(7).build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(attributes(spans.only())).containsEntry("error.type", "java.lang.IllegalArgumentException");
    }

    @Test
    void theSpanIsCurrentAndItsIdsAreInTheLogWhileItLasts() {
        var seen = new HashMap<String, String>();
        var looking = new ForwardingMemoryStore(reference) {
            @Override
            public long count(Namespace namespace, Filter filter) {
                seen.putAll(MDC.getCopyOfContextMap());
                store.retrieve(namespace, MemoryIds.next());
                return super.count(namespace, filter);
            }
        };
        MDC.put("trace_id", "before");

        new TracedMemoryStore(looking, spans.telemetry(), Capture.NO_CONTENT).count(ANN, Filter.everything());

        List<SpanData> both = spans.taken();
        assertThat(both).extracting(SpanData::getName).containsExactly("retrieve_memory", "count_memory");
        assertThat(both.getFirst().getParentSpanId()).isEqualTo(both.getLast().getSpanId());
        assertThat(seen)
                .containsEntry("trace_id", both.getLast().getTraceId())
                .containsEntry("span_id", both.getLast().getSpanId());
        assertThat(MDC.get("trace_id")).isEqualTo("before");
        assertThat(MDC.get("span_id")).isNull();
        MDC.clear();
    }

    @Test
    void withoutTelemetryNothingIsRecordedAndNothingIsInTheLog() {
        var seen = new HashMap<String, String>();
        var looking = new ForwardingMemoryStore(reference) {
            @Override
            public long count(Namespace namespace, Filter filter) {
                Map<String, String> context = MDC.getCopyOfContextMap();
                seen.putAll(context == null ? Map.of() : context);
                return super.count(namespace, filter);
            }
        };

        new TracedMemoryStore(looking, OpenTelemetry.noop(), Capture.CONTENT).count(ANN, Filter.everything());

        assertThat(seen).isEmpty();
        assertThat(spans.taken()).isEmpty();
    }
}
