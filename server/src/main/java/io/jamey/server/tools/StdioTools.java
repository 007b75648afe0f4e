package io.jamey.server.tools;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.access.Caller;
import io.jamey.server.http.RequestTracing;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;

/// The tools over a process's standard streams, for the one agent that started it.
public final class StdioTools {
    private StdioTools() {}

    /// Serves until `in` ends, then finishes what has begun. Writes nothing but the protocol to `out`. Closes nothing.
    ///
    /// @param namespace of all that the agent does here
    public static void serve(MemoryStore store, Namespace namespace, InputStream in, OutputStream out) {
        serve(store, namespace, in, out, RequestTracing.inLog());
    }

    /// The same, and tells of each call: as the method `tools/call` and the tool, with what the call's `_meta` has in
    /// the place of headers.
    public static void serve(
            MemoryStore store, Namespace namespace, InputStream in, OutputStream out, RequestTracing tracing) {
        var caller = new ToolCaller(Caller.anyone(), namespace);
        var transport = new StdioTransport(in, out);
        new Protocol(
                        new ToolRunner(store, _ -> {}),
                        _ -> caller,
                        (_, tool, meta, work) -> tracing.around(McpSchema.METHOD_TOOLS_CALL, tool, meta, work))
                .serve(McpServer.async(transport));
        transport.run();
    }
}
