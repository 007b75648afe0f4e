package io.jamey.server.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.server.JameyServer;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A server that many tenants share, and what they have stored there.
final class SharedServer implements AutoCloseable {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"raw","version":"0"}}}""";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String[] LISTENING = {"Accept", "application/json, text/event-stream"};
    private static final int MEMORIES = 5;

    private final JameyServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random;
    private final Map<String, String> keysByCanary = new LinkedHashMap<>();

    /// @param scopeOfAll what every key opens, in place of its tenant's namespace: a planted fault
    SharedServer(MemoryStore store, Path folder, Random random, int tenants, Optional<Scope> scopeOfAll) {
        this.random = random;
        Settings settings = Configuration.read(
                        new Sources(Optional.empty(), Map.of(), Map.of("port", "0"), folder, folder))
                .settings();
        var keys = new KeyFile(settings.keysFile());
        for (int i = 0; i < tenants; i++) {
            String canary = "canary%016x".formatted(random.nextLong());
            Scope scope = scopeOfAll.orElse(Scope.of(List.of(Tenant.namespaceOf(canary))));
            var request = new KeyRequest("key-" + canary, scope, Permission.ADMINISTER, Optional.empty());
            keysByCanary.put(canary, keys.create(request, Instant.now()).secret());
        }
        server = JameyServer.start(settings, store, _ -> {});
    }

    /// All of them, each with the same in its namespace but for its canary.
    List<Tenant> tenants() {
        return keysByCanary.entrySet().stream()
                .map(each -> tenant(each.getKey(), each.getValue()))
                .toList();
    }

    private Tenant tenant(String canary, String key) {
        String namespace = Tenant.namespaceOf(canary);
        String session = "talk%016x".formatted(random.nextLong());
        var memories = new StringBuilder("{\"namespace\":\"" + namespace + "\",\"memories\":[");
        for (int i = 0; i < MEMORIES; i++) {
            memories.append(i == 0 ? "" : ",").append(memory(canary, i));
        }
        HttpResponse<String> stored = ask(
                key,
                Probe.of("POST /v1/memories", memories + "]}")
                        .with("Idempotency-Key", Tenant.idempotencyKeyOf(canary)));
        List<String> ids = ((List<?>) fields(stored).get("items"))
                .stream().map(item -> (String) ((Map<?, ?>) item).get("id")).toList();
        String of = "?namespace=" + namespace;
        for (String name : List.of(session, session, "quiet-" + canary)) {
            ask(key, Probe.of("POST /v1/sessions/" + name + "/messages" + of, memory(canary, 9)));
        }
        return new Tenant(
                namespace,
                canary,
                key,
                ids,
                session,
                cursor(ask(key, Probe.of("GET /v1/memories" + of + "&limit=1"))),
                cursor(ask(key, Probe.of("GET /v1/sessions/" + session + "/memories" + of + "&limit=1"))),
                protocolSession(key, namespace));
    }

    private static String memory(String canary, int number) {
        return "{\"content\":\"Ann likes tea number " + number + ", says " + canary + "\",\"embedding\":[1,2,3],"
                + "\"actor\":\"actor-" + canary + "\",\"metadata\":{\"project\":\"" + canary + "\",\"" + canary
                + "\":1},\"created_at\":\"2020-01-01T00:00:0" + number + "Z\"}";
    }

    private static String cursor(HttpResponse<String> page) {
        return (String) fields(page).get("next_cursor");
    }

    /// Opens a session of the tools.
    String protocolSession(String key, String namespace) {
        var open = Probe.of("POST /mcp?namespace=" + namespace, INITIALIZE).with(LISTENING);
        String session = ask(key, open).headers().firstValue("Mcp-Session-Id").orElseThrow();
        ask(
                key,
                Probe.of("POST /mcp?namespace=" + namespace, INITIALIZED)
                        .with(LISTENING[0], LISTENING[1], "Mcp-Session-Id", session));
        return session;
    }

    HttpResponse<String> ask(String key, Probe probe) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + probe.path()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        probe.method(),
                        probe.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(probe.body()));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        if (!probe.body().isEmpty()) {
            request.header("Content-Type", probe.mediaType());
        }
        if (!probe.headers().isEmpty()) {
            request.headers(probe.headers().toArray(String[]::new));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(probe.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<?, ?> fields(HttpResponse<String> response) {
        return (Map<?, ?>) Json.read(response.body().getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
