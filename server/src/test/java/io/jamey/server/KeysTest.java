package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.QuotaMemoryStore;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys, scopes and quotas as callers meet them.
class KeysTest {
    @TempDir
    private Path folder;

    private Settings settings(Map<String, String> flags) {
        return Configuration.read(new Sources(Optional.empty(), Map.of(), flags, folder, folder))
                .settings();
    }

    private static HttpResponse<String> ask(JameyServer server, String method, String path, String key, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aKeyOpensItsNamespaceAndNoOther() throws Exception {
        Settings settings = settings(Map.of("port", "0"));
        String key = new KeyFile(settings.keysFile())
                .create(
                        new KeyRequest("ann", Scope.of(List.of("ann")), Permission.WRITE, Optional.empty()),
                        Instant.now())
                .secret();
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"));
                var server = JameyServer.start(settings, store, _ -> {})) {
            HttpResponse<String> nobody = ask(server, "POST", "/v1/memories", "", "{\"content\":\"x\"}");
            HttpResponse<String> ann = ask(server, "POST", "/v1/memories", key, "{\"content\":\"x\"}");
            HttpResponse<String> ben = ask(server, "POST", "/v1/memories?namespace=ben", key, "{\"content\":\"x\"}");
            HttpResponse<String> drop = ask(server, "DELETE", "/v1/namespaces/ann", key, "");

            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(ann.statusCode()).isEqualTo(201);
            assertThat(Api.json(ann)).containsEntry("namespace", "ann");
            assertThat(ben.statusCode()).isEqualTo(403);
            assertThat(drop.statusCode()).isEqualTo(403);
            assertThat(ask(server, "GET", "/v1/status", key, "").statusCode()).isEqualTo(403);
            assertThat(ask(server, "GET", "/livez", "", "").statusCode()).isEqualTo(200);
            assertThat(store.namespaces()).containsExactly(Namespace.of("ann"));
        }
    }

    @Test
    void aServerThatWouldLetNobodyInWarns() {
        Settings settings = settings(Map.of("port", "0"));
        new KeyFile(settings.keysFile())
                .create(
                        new KeyRequest(
                                "ann",
                                Scope.of(List.of("ann")),
                                Permission.WRITE,
                                Optional.of(Instant.parse("2020-01-01T00:00:00Z"))),
                        Instant.parse("2019-01-01T00:00:00Z"));
        var warnings = new ArrayList<String>();
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"))) {
            JameyServer.start(settings, store, warnings::add).close();
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("expired", settings.keysFile().toString(), "jamey keys create");
            new KeyFile(settings.keysFile())
                    .create(
                            new KeyRequest("ben", Scope.everything(), Permission.READ, Optional.empty()),
                            Instant.now());
            warnings.clear();
            JameyServer.start(settings, store, warnings::add).close();
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void aFullNamespaceSaysSo() throws Exception {
        Settings settings = settings(Map.of("port", "0", "quota.memories", "1"));
        try (var store =
                        QuotaMemoryStore.over(EmbeddedMemoryStore.open(folder.resolve("memory.db")), settings.quota());
                var server = JameyServer.start(settings, store, _ -> {})) {
            assertThat(ask(server, "POST", "/v1/memories", "", "{\"content\":\"x\"}")
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<String> full = ask(server, "POST", "/v1/memories", "", "{\"content\":\"y\"}");
            assertThat(full.statusCode()).isEqualTo(429);
            assertThat(Api.json(full)).containsEntry("type", "/problems/quota-exceeded");
            assertThat(full.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
