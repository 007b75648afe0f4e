package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpCommandTest {
    private static final String SESSION = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"printf","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"add_memory",\
            "arguments":{"content":"Ann drinks green tea."}}}
            """;

    @TempDir
    private Path home;

    @Test
    void linesPipedInAreAnsweredOnStdoutWithNothingElseThere() {
        var shell = new Shell(home).typing(SESSION);

        Shell.Result result = shell.run("mcp", "--embedder", "none", "--namespace", "ann");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"jsonrpc\":\"2.0\""));
        assertThat(result.err()).isEmpty();
        assertThat(shell.ok("list", "--namespace", "ann")).contains("green tea");
        assertThat(shell.ok("list")).doesNotContain("green tea");
    }

    @Test
    void theNamespaceAndTheStoreComeFromTheEnvironmentToo() {
        var shell = new Shell(home)
                .typing(SESSION)
                .with("JAMEY_NAMESPACE", "bob")
                .with("JAMEY_STORE", home.resolve("other.db").toString())
                .with("JAMEY_EMBEDDER", "none");

        shell.ok("mcp");

        assertThat(shell.ok("list")).contains("green tea");
        assertThat(shell.ok("list", "--namespace", "default")).doesNotContain("green tea");
    }

    @Test
    void aSecondAgentOnTheSameFileIsToldWhatToDo() {
        Path file = home.resolve("memory.db");
        try (var _ = EmbeddedMemoryStore.open(file)) {
            Shell.Result result =
                    new Shell(home).typing(SESSION).run("mcp", "--embedder", "none", "--store", file.toString());

            assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("jamey serve").contains("/mcp");
        }
    }

    @Test
    void aRealClientStartsTheRealCommand() {
        Path file = home.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            store.store(
                    Namespace.of("bob"), NewMemory.of("bob's canary about tea").build());
        }
        var command = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(Stream.of(
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "mcp",
                                "--embedder",
                                "none",
                                "--namespace",
                                "ann",
                                "--store",
                                file.toString())
                        .toList())
                .build();
        try (var client = McpClient.sync(new StdioClientTransport(command, McpJsonDefaults.getMapper()))
                .build()) {
            client.initialize();
            assertThat(client.listTools().tools()).hasSize(9);
            client.callTool(CallToolRequest.builder("add_memory")
                    .arguments(Map.of("content", "Ann drinks green tea."))
                    .build());

            var found = client.callTool(CallToolRequest.builder("search_memories")
                    .arguments(Map.of("query", "tea"))
                    .build());

            assertThat((List<?>) ((Map<?, ?>) found.structuredContent()).get("matches"))
                    .hasSize(1);
            assertThat(found.toString()).contains("Ann drinks green tea.").doesNotContain("canary");
        }
    }
}
