package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.client.ClientOptions;
import io.jamey.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a server that runs how it is.
final class LiveReader implements AutoCloseable {
    /// Longer than a server takes that is well; whoever looks should soon know of one that is not.
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;

    private final ClientOptions options;
    private final Duration window;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /// @param window how far back its figures go
    LiveReader(ClientOptions options, Duration window) {
        this.options = options;
        this.window = window;
    }

    URI server() {
        return options.server();
    }

    /// Asks it once.
    ///
    /// @throws MemoryException `UNAVAILABLE` when it cannot be reached, or cannot answer now
    /// @throws IllegalArgumentException when it will not answer, however often it is asked
    LiveReading read() throws InterruptedException {
        LiveFields live = get("/v1/live?window=" + window.toSeconds())
                .orElseThrow(() -> new IllegalArgumentException("the server at " + options.server()
                        + " has no /v1/live: is it a Jamey server, not older than this command?"));
        return new LiveReading(live, get("/v1/alerts"), get("/v1/status"));
    }

    /// What it answers there.
    ///
    /// @return nothing when the server knows no such path
    private Optional<LiveFields> get(String path) throws InterruptedException {
        HttpResponse<byte[]> answer = send(path);
        int status = answer.statusCode();
        if (status == NOT_FOUND) {
            return Optional.empty();
        }
        @Nullable LiveFields said = object(answer.body());
        if (status == OK && said != null) {
            return Optional.of(said);
        }
        String detail = Optional.ofNullable(said)
                .flatMap(problem -> problem.text("detail"))
                .orElse("the server at " + options.server() + " answered HTTP " + status
                        + (status == OK ? ", but no JSON object" : "") + ": is its address right?");
        if (status < SERVER_FAULT && status != TIMED_OUT && status != TOO_MANY) {
            throw new IllegalArgumentException(detail);
        }
        throw new MemoryException(MemoryException.Kind.UNAVAILABLE, detail);
    }

    private HttpResponse<byte[]> send(String path) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(options.server() + path)).timeout(TIMEOUT);
        options.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE, "the server at " + options.server() + " " + why(e), e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof ConnectException) {
            return "cannot be reached: is the address right, and is the server running?";
        }
        return e instanceof HttpTimeoutException
                ? "did not answer within " + TIMEOUT.toSeconds() + " s"
                : "broke off the connection: " + e.getMessage();
    }

    private static @Nullable LiveFields object(byte[] body) {
        try {
            return Json.read(body) instanceof Map<?, ?> fields ? new LiveFields(fields) : null;
        } catch (IllegalArgumentException _) {
            return null; // a page of some other server, or of what stands before it
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
