package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Quota;
import io.jamey.server.access.QuotaMemoryStore;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What an agent is refused inside a tool: counted as over the API, and no way to fill the log.
class ToolsTurnedAwayTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.jamey.server.tools.ToolRunner");
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private final MemoryStore store =
            new QuotaMemoryStore(new Unlistable(), new Quota(2, Long.MAX_VALUE), InstantSource.system());
    private JameyServer server;
    private McpSyncClient reader;
    private McpSyncClient writer;

    /// A store that is not there for those who list.
    private static final class Unlistable extends ForwardingMemoryStore {
        Unlistable() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public Page listPaginated(Namespace namespace, PageRequest request) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the disk is away");
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        appender.start();
        logger.addAppender(appender);
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "0"), folder, folder))
                .settings();
        var keys = new KeyFile(settings.keysFile());
        String mayRead = key(keys, Permission.READ);
        String mayWrite = key(keys, Permission.WRITE);
        server = JameyServer.start(settings, store, _ -> {});
        reader = connect(mayRead);
        writer = connect(mayWrite);
    }

    private static String key(KeyFile keys, Permission permission) {
        var request = new KeyRequest(permission.name(), Scope.of(List.of("ann")), permission, Optional.empty());
        return keys.create(request, Instant.now()).secret();
    }

    private McpSyncClient connect(String key) {
        McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(server.uri().toString())
                                .endpoint("/mcp")
                                .addHttpRequestCustomizer(
                                        (request, method, uri, body, context) -> request.header("X-API-Key", key))
                                .build())
                .build();
        client.initialize();
        return client;
    }

    @AfterEach
    void stop() {
        reader.close();
        writer.close();
        server.close();
        store.close();
        logger.detachAppender(appender);
    }

    private static boolean fails(McpSyncClient agent, String tool, Map<String, Object> arguments) {
        var result = agent.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        return Boolean.TRUE.equals(result.isError());
    }

    private String metrics() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.metricsUri().orElseThrow());
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void whatIsForbiddenOrBeyondTheQuotaIsCounted() throws Exception {
        assertThat(fails(reader, "add_memory", Map.of("content", "tea"))).isTrue();
        assertThat(fails(writer, "add_memory", Map.of("content", "tea"))).isFalse();
        assertThat(fails(writer, "add_memory", Map.of("content", "milk"))).isFalse();
        assertThat(fails(writer, "add_memory", Map.of("content", "sugar"))).isTrue();
        assertThat(fails(writer, "add_memory", Map.of("content", "salt"))).isTrue();

        assertThat(metrics())
                .contains("jamey_rejected_total{reason=\"forbidden\"} 1.0")
                .contains("jamey_rejected_total{reason=\"quota\"} 2.0");
        assertThat(log).isEmpty();
    }

    @Test
    void faultsAreLoggedAndConflictsAreNot() {
        assertThat(fails(writer, "add_memory", Map.of("id", ID, "content", "tea")))
                .isFalse();
        assertThat(fails(writer, "add_memory", Map.of("id", ID, "content", "milk")))
                .isTrue();
        assertThat(fails(writer, "list_memories", Map.of())).isTrue();

        assertThat(log).containsExactly("WARN list_memories failed: the disk is away");
    }
}
