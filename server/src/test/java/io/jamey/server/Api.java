package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real server on a real store, and a client that talks to it.
final class Api implements AutoCloseable {
    private final MemoryStore store;
    private final JameyServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Api(MemoryStore store, ServerOptions options) {
        this.store = store;
        server = JameyServer.start(options.port(0), store);
    }

    static Api open(Path folder) {
        return over(EmbeddedMemoryStore.open(folder.resolve("memory.db")), ServerOptions.defaults());
    }

    static Api over(MemoryStore store, ServerOptions options) {
        return new Api(store, options);
    }

    JameyServer server() {
        return server;
    }

    MemoryStore store() {
        return store;
    }

    int port() {
        return server.uri().getPort();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        return send(method, path, body == null ? null : body.getBytes(UTF_8), "application/json", headers);
    }

    HttpResponse<String> send(String method, String path, byte @Nullable [] body, String mediaType, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", mediaType);
        }
        request.method(
                method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // an answer in JSON is an object
    static Map<String, Object> json(HttpResponse<String> response) {
        return (Map<String, Object>)
                Objects.requireNonNull(Json.read(response.body().getBytes(UTF_8)));
    }

    static String text(HttpResponse<String> response, String field) {
        return String.valueOf(json(response).get(field));
    }

    static List<?> list(HttpResponse<String> response, String field) {
        return (List<?>) Objects.requireNonNull(json(response).get(field));
    }

    static Map<?, ?> item(HttpResponse<String> response, String field, int place) {
        return (Map<?, ?>) Objects.requireNonNull(list(response, field).get(place));
    }

    @Override
    public void close() {
        client.close();
        server.close();
        store.close();
    }
}
