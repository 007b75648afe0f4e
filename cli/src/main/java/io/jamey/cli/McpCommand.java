package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.server.settings.Settings;
import io.jamey.server.tools.StdioTools;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `jamey mcp`: memory as tools for the agent that starts it, over stdin and stdout.
@Command(
        description = {
            "Serve the memory as tools for an agent (MCP) over stdin and stdout",
            "An agent's client starts this; docs/mcp.md shows how to tell it. Ends when stdin ends."
        },
        sortOptions = false)
final class McpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedder;

    McpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedder = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        Settings settings = SettingsOptions.ofLog(surroundings);
        try (var _ = CommandLog.start(settings);
                var traces = TraceExport.start(settings.tracing());
                var stack = open()) {
            StdioTools.serve(
                    traces.over(stack.store(), stack.plans()),
                    where.namespace(),
                    surroundings.in(),
                    surroundings.out(),
                    traces.calls());
        }
        return ExitCode.OK;
    }

    private StoreStack open() {
        try {
            return StoreStack.create(where.store(), embedder.settings());
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.UNAVAILABLE) {
                throw e;
            }
            throw new MemoryException(
                    e.kind(),
                    e.getMessage() + ". For several agents at once run one '" + surroundings.command()
                            + " serve', and give each its address with /mcp",
                    e);
        }
    }
}
