package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.testkit.ReferenceMemoryStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/v1/slow`, of a server whose store is slow.
class SlowOperationsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String[] IN_TRACE = {"traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"};

    @TempDir
    private Path folder;

    private static final class Slow extends ForwardingMemoryStore {
        Slow() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
            return super.storeAll(namespace, memories);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            return super.search(namespace, request);
        }
    }

    @Test
    void areShownWithPlanAndTraceAndNothingOfWhatTheyWereAbout() {
        try (var api = Api.over(new Slow(), ServerOptions.defaults())) {
            var stored = api.post(
                    "/v1/memories",
                    "{\"namespace\":\"canary-ann\",\"session_id\":\"canary-talk\",\"content\":\"the canary sings\","
                            + "\"metadata\":{\"project\":\"canary\"},\"embedding\":[0.12345,0.5]}",
                    IN_TRACE);
            api.post(
                    "/v1/memories/search",
                    "{\"namespace\":\"canary-ann\",\"query\":\"which canary?\",\"explain\":true,\"filter\":"
                            + "{\"field\":\"metadata.project\",\"op\":\"eq\",\"value\":\"canary\"}}",
                    IN_TRACE);
            HttpResponse<String> answer = api.get("/v1/slow");

            assertThat(Api.list(answer, "items")).hasSize(2);
            Map<?, ?> search = Api.item(answer, "items", 0);
            Map<?, ?> store = Api.item(answer, "items", 1);
            assertThat(search.get("operation")).isEqualTo("search");
            assertThat(search.get("budget_ms")).isEqualTo(50.0);
            assertThat((Double) search.get("took_ms")).isGreaterThanOrEqualTo(60);
            assertThat(String.valueOf(search.get("plan"))).contains("strategy=", "counts=", "took_ms=");
            assertThat(search.get("trace_id")).isEqualTo(TRACE);
            assertThat(store.get("operation")).isEqualTo("store");
            assertThat(store.containsKey("plan")).isFalse();
            assertThat(answer.body()).doesNotContain("canary", "0.12345", Api.text(stored, "id"));
        }
    }

    @Test
    void areForWhoeverMayReadEverything() throws Exception {
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "none"), folder, folder))
                .settings();
        var keys = new KeyFile(settings.keysFile());
        String ann = key(keys, "ann", Scope.of(List.of("ann")));
        String all = key(keys, "all", Scope.everything());
        try (MemoryStore store = new Slow();
                var server = JameyServer.start(settings, store, _ -> {});
                var client = HttpClient.newHttpClient()) {
            assertThat(status(client, server, ann)).isEqualTo(403);
            assertThat(status(client, server, all)).isEqualTo(200);
        }
    }

    private static String key(KeyFile keys, String name, Scope scope) {
        return keys.create(new KeyRequest(name, scope, Permission.READ, Optional.empty()), Instant.now())
                .secret();
    }

    private static int status(HttpClient client, JameyServer server, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + "/v1/slow"))
                .header("X-API-Key", key)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
