package io.jamey.server.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A browser's DevTools protocol over one WebSocket: commands with their answers, and events as they come.
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final BiConsumer<String, Map<?, ?>> events;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Map<?, ?>>> waiting = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();

    /// @param events hears of each event by its method and parameters, on the socket's thread
    DevTools(URI address, BiConsumer<String, Map<?, ?>> events) {
        this.events = events;
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /// Runs a command and returns its result.
    ///
    /// @param session the tab it is for; empty for the browser itself
    Map<?, ?> run(String session, String method, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        var command = new LinkedHashMap<String, Object>();
        command.put("id", id);
        command.put("method", method);
        command.put("params", parameters);
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        var answer = new CompletableFuture<Map<?, ?>>();
        waiting.put(id, answer);
        socket.sendText(Json.write(command), true).join();
        Map<?, ?> said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (said.get("error") != null) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return map(said.get("result"));
    }

    static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            hear(map(Json.read(partial.toString().getBytes(UTF_8))));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void hear(Map<?, ?> message) {
        if (message.get("id") instanceof Long id) {
            Objects.requireNonNull(waiting.remove(id)).complete(message);
        } else {
            events.accept(String.valueOf(message.get("method")), map(message.get("params")));
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
