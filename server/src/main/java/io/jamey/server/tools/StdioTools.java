package io.jamey.server.tools;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.access.Caller;
import io.modelcontextprotocol.server.McpServer;
import java.io.InputStream;
import java.io.OutputStream;

/// The tools over a process's standard streams, for the one agent that started it.
public final class StdioTools {
    private StdioTools() {}

    /// Serves until `in` ends, then finishes what has begun. Writes nothing but the protocol to `out`. Closes nothing.
    ///
    /// @param namespace of all that the agent does here
    public static void serve(MemoryStore store, Namespace namespace, InputStream in, OutputStream out) {
        var caller = new ToolCaller(Caller.anyone(), namespace);
        var transport = new StdioTransport(in, out);
        new Protocol(new ToolRunner(store), _ -> caller).serve(McpServer.async(transport));
        transport.run();
    }
}
