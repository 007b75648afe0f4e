package io.jamey.server.tools;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.access.Caller;
import io.jamey.server.http.RequestTracing;
import io.modelcontextprotocol.server.McpServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// The tools over a process's standard streams, for the one agent that started it.
public final class StdioTools {
    private StdioTools() {}

    /// Serves until `in` ends, then finishes what has begun. Writes nothing but the protocol to `out`. Closes nothing.
    ///
    /// @param namespace of all that the agent does here
    public static void serve(MemoryStore store, Namespace namespace, InputStream in, OutputStream out) {
        var caller = new ToolCaller(Caller.anyone(), namespace);
        var transport = new StdioTransport(in, out);
        var tracing = RequestTracing.inLog();
        new Protocol(new ToolRunner(store), _ -> caller, _ -> tracing.begin("POST", "stdio", _ -> Optional.empty()))
                .serve(McpServer.async(transport));
        transport.run();
    }
}
