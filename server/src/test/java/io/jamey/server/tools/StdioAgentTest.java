package io.jamey.server.tools;

import io.jamey.Namespace;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Agents over stdio, to a process of its own over an embedded store.
class StdioAgentTest extends AgentContract {
    @TempDir
    private static Path folder;

    private static McpSyncClient client;

    /// The process.
    static final class Served {
        private Served() {}

        public static void main(String[] args) {
            try (var store = EmbeddedMemoryStore.open(Path.of(args[0]))) {
                StdioTools.serve(store, Namespace.of("ann"), System.in, new FileOutputStream(FileDescriptor.out));
            }
        }
    }

    @BeforeAll
    static void start() {
        var java = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Served.class.getName(),
                        folder.resolve("memory.db").toString())
                .build();
        client = McpClient.sync(new StdioClientTransport(java, McpJsonDefaults.getMapper()))
                .clientInfo(McpSchema.Implementation.builder("a test", "1.0").build())
                .build();
        client.initialize();
    }

    /// One process serves all tests.
    @BeforeEach
    void forgetEverything() {
        Map<String, Object> all = Map.of("field", "importance", "op", "gte", "value", 0);
        client.callTool(CallToolRequest.builder("delete_memories")
                .arguments(Map.of("filter", all))
                .build());
    }

    @AfterAll
    static void stop() {
        client.closeGracefully();
    }

    @Override
    McpSyncClient client() {
        return client;
    }
}
