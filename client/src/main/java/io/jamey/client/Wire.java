package io.jamey.client;

import io.jamey.MemoryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// Sends requests and waits for their answers, again where that is safe. Any number of threads.
final class Wire implements AutoCloseable {
    /// A server that wants to be left alone for longer is not waited for.
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(10);

    private final ClientOptions options;
    private final HttpClient http;
    private volatile boolean closed;

    Wire(ClientOptions options) {
        this.options = options;
        // What is done with an answer never waits, so that the thread that reads it may do it: on another it would be
        // later. HTTP/1.1, because the offer of HTTP/2 costs a header each time. No redirects: they would carry the
        // key.
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connect())
                .executor(Runnable::run)
                .build();
    }

    /// The answer's body.
    byte[] send(Call call) {
        return sent(call, false).orElseThrow();
    }

    /// The answer's body; nothing where the server says that there is no such thing.
    Optional<byte[]> find(Call call) {
        return sent(call, true);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private Optional<byte[]> sent(Call call, boolean mayBeMissing) {
        boolean interrupted = Thread.interrupted(); // a caller that was interrupted is answered all the same
        try {
            for (int attempt = 1; ; attempt++) {
                requireOpen();
                Fault fault;
                var body = new TimedBody(options.timeout());
                try {
                    HttpResponse<byte[]> answer = http.send(request(call), _ -> body);
                    if (answer.statusCode() / 100 == 2) {
                        return Optional.of(answer.body());
                    }
                    if (mayBeMissing && Fault.isMissing(answer.statusCode(), answer.body())) {
                        return Optional.empty();
                    }
                    fault = Fault.answered(
                            options.server(),
                            answer.statusCode(),
                            answer.body(),
                            answer.headers().firstValue("Retry-After"));
                } catch (IOException e) {
                    requireOpen();
                    fault = unanswered(e, body.isLate() || e instanceof HttpTimeoutException);
                }
                boolean again = fault.passing() && (call.isRepeatable() || !fault.begun());
                if (!again || attempt == options.attempts() || fault.pause().compareTo(PAUSE_MAX) > 0) {
                    throw fault.thrown();
                }
                Thread.sleep(fault.pause());
            }
        } catch (InterruptedException e) {
            interrupted = true;
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "the server at " + options.server() + " was not waited for: the thread was interrupted",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpRequest request(Call call) {
        var request = HttpRequest.newBuilder(URI.create(options.server() + call.path()))
                .timeout(options.timeout())
                .method(
                        call.method(),
                        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        if (call.body().length > 0) {
            request.header("Content-Type", "application/json");
        }
        options.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private Fault unanswered(IOException e, boolean late) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return Fault.unanswered(
                    options.server(),
                    "cannot be reached: is the address right, and is the server running?",
                    false,
                    true,
                    e);
        }
        return late
                ? Fault.unanswered(
                        options.server(),
                        "did not answer within " + options.timeout().toMillis() + " ms",
                        true,
                        false,
                        e)
                : Fault.unanswered(options.server(), "broke off the connection: " + e.getMessage(), true, true, e);
    }

    /// Waits for what is under way, but not for ever.
    @Override
    public void close() {
        closed = true;
        http.shutdown();
        try {
            if (!http.awaitTermination(CLOSING_MAX)) {
                http.shutdownNow();
            }
        } catch (InterruptedException e) {
            http.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
