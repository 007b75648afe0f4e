package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.performance.CurrentTrace;
import io.jamey.server.http.RequestTracing;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Calls over stdio have no headers: the trace of who calls is in their `_meta`.
class StdioTracingTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String OPENING = """
            {"jsonrpc":"2.0","id":"first","method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"printf","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    private final List<String> traces = Collections.synchronizedList(new ArrayList<>());

    private String call(String meta, RequestTracing tracing) {
        String call = OPENING + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{" + meta
                + "\"name\":\"add_memory\",\"arguments\":{\"content\":\"tea\"}}}\n";
        var out = new ByteArrayOutputStream();
        var store = new ForwardingMemoryStore(new ReferenceMemoryStore(InstantSource.system())) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                traces.add(String.valueOf(CurrentTrace.id()));
                return super.storeAll(namespace, memories);
            }
        };
        StdioTools.serve(store, ANN, new ByteArrayInputStream(call.getBytes(UTF_8)), out, tracing);
        return out.toString(UTF_8);
    }

    private static String meta(String traceParent) {
        return "\"_meta\":{\"traceparent\":" + traceParent + "},";
    }

    @Test
    void theTraceOfWhoCallsIsInTheLog() {
        assertThat(call(meta('"' + PARENT + '"'), RequestTracing.inLog())).contains("\"isError\":false");

        assertThat(traces).containsExactly(TRACE);
    }

    @Test
    void aTraceBeginsWhereThereIsNone() {
        for (String meta : List.of("", "\"_meta\":{},", meta("7"), meta("\"nonsense\""))) {
            assertThat(call(meta, RequestTracing.inLog())).contains("\"isError\":false");
        }

        assertThat(traces)
                .hasSize(4)
                .doesNotContain(TRACE)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 32);
    }

    @Test
    void whoTracesIsToldOfTheTool() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        call(meta('"' + PARENT + '"'), (method, tool, meta, work) -> {
            told.add(method + " " + tool + " " + meta.apply("traceparent").orElse(""));
            var _ = work.getAsInt();
            told.add("over");
        });

        assertThat(told).containsExactly("tools/call add_memory " + PARENT, "over");
    }
}
