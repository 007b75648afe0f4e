package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        try (McpSyncClient client = start(file, "none")) {
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

    /// The real command as a process, and the SDK's client that has introduced itself to it.
    private static McpSyncClient start(Path file, String embedder) {
        var command = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "mcp",
                        "--embedder",
                        embedder,
                        "--namespace",
                        "ann",
                        "--store",
                        file.toString()))
                .addEnvVar("JAMEY_LOG", "trace") // and still there is nothing but the protocol on stdout
                .build();
        McpSyncClient client = McpClient.sync(new StdioClientTransport(command, McpJsonDefaults.getMapper()))
                .build();
        client.initialize();
        return client;
    }

    @Test
    void theModelThatShipsFindsWhatIsMeantByOtherWords() {
        try (McpSyncClient client = start(home.resolve("memory.db"), "local")) {
            client.callTool(CallToolRequest.builder("add_memories")
                    .arguments(Map.of(
                            "memories",
                            List.of(
                                    Map.of("content", "The train to Bern leaves at seven."),
                                    Map.of("content", "Ann is allergic to walnuts."),
                                    Map.of("content", "Ben plays the cello on Sundays."))))
                    .build());

            var found = client.callTool(CallToolRequest.builder("search_memories")
                    .arguments(Map.of("query", "Which food would make her ill?", "limit", 1, "explain", true))
                    .build());

            Map<?, ?> match = (Map<?, ?>) Shell.items((Map<?, ?>) found.structuredContent(), "matches")
                    .getFirst();
            assertThat(match.get("content")).isEqualTo("Ann is allergic to walnuts.");
            assertThat(String.valueOf(match.get("signals"))).contains("words=0.0", "closeness=0.");
        }
    }
}
