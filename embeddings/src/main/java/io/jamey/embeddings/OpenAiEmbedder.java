package io.jamey.embeddings;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModelName;
import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.MemoryException;
import io.jamey.embeddings.EmbedderSettings.OpenAi;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A server that speaks OpenAI's embeddings protocol.
///
/// One request at a time per call, one batch each. Some servers quote the key in what they say: it is taken out
/// before anything is passed on.
final class OpenAiEmbedder implements Embedder {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /// Of what the server says about a refused request.
    private static final int QUOTE_MAX = 200;

    private final OpenAi settings;
    private final Pause pause;
    private final EmbeddingModel model;
    /// 0 until it is known.
    private final AtomicInteger dimension;
    private volatile boolean closed;

    /// How to wait between attempts.
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    OpenAiEmbedder(OpenAi settings) {
        this(settings, Thread::sleep);
    }

    OpenAiEmbedder(OpenAi settings, Pause pause) {
        this.settings = settings;
        this.pause = pause;
        Integer published = OpenAiEmbeddingModelName.knownDimension(settings.model());
        dimension = new AtomicInteger(settings.dimension().orElse(published == null ? 0 : published));
        // HTTP/1.1, because some small servers hang on the JDK's offer of HTTP/2.
        model = OpenAiEmbeddingModel.builder()
                .baseUrl(settings.url().toString())
                .modelName(settings.model())
                .apiKey(settings.key().orElse(null))
                .timeout(settings.timeout())
                .maxSegmentsPerBatch(settings.batch())
                .maxRetries(0)
                .httpClientBuilder(JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)))
                .build();
    }

    @Override
    public String model() {
        return settings.model();
    }

    /// Asks the server once when nobody said.
    @Override
    public int dimension() {
        if (dimension.get() == 0) {
            embed(List.of("dimension"));
        }
        return dimension.get();
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
        var embeddings = new ArrayList<Embedding>(texts.size());
        for (int from = 0; from < texts.size(); from += settings.batch()) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + settings.batch()));
            embeddings.addAll(checked(attempt(batch), batch.size()));
        }
        return embeddings;
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Without the key.
    @Override
    public String toString() {
        return "OpenAiEmbedder[" + settings.model() + " at " + settings.url() + "]";
    }

    private List<float[]> attempt(List<String> batch) {
        Duration wait = FIRST_PAUSE;
        try {
            for (int left = settings.retries(); ; left--) {
                try {
                    return request(batch);
                } catch (ExecutionException e) {
                    boolean passing = e.getCause() instanceof RateLimitException
                            || e.getCause() instanceof InternalServerException;
                    if (!passing || left == 0) {
                        throw unavailable(Objects.requireNonNull(e.getCause()));
                    }
                }
                pause.sleep(wait);
                wait = wait.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for: the thread was interrupted", null);
        }
    }

    /// One request, on a thread of its own: the HTTP client's timeout ends with the answer's first byte, and a
    /// server that stalls after it would hold the caller for ever.
    private List<float[]> request(List<String> batch) throws ExecutionException, InterruptedException {
        var task = new FutureTask<>(
                () -> model.embedAll(batch.stream().map(TextSegment::from).toList()).content().stream()
                        .map(embedding -> embedding.vector())
                        .toList());
        Thread.ofVirtual().name("jamey-embeddings-request").start(task);
        try {
            return task.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tooSlow();
        } finally {
            task.cancel(true);
        }
    }

    private List<Embedding> checked(List<float[]> vectors, int asked) {
        if (vectors.size() != asked) {
            throw unavailable("answered " + vectors.size() + " embeddings for " + asked + " texts", null);
        }
        var embeddings = new ArrayList<Embedding>(asked);
        for (float[] vector : vectors) {
            dimension.compareAndSet(0, vector.length);
            if (vector.length != dimension.get()) {
                throw unavailable(
                        "answered an embedding of dimension " + vector.length + " where " + dimension.get()
                                + " is expected: check the model's name and JAMEY_EMBEDDINGS_DIMENSION",
                        null);
            }
            try {
                embeddings.add(Embedding.owning(vector));
            } catch (IllegalArgumentException e) {
                throw unavailable("answered an unusable embedding: " + e.getMessage(), e);
            }
        }
        return embeddings;
    }

    /// Says what to do about it, in words of our own: the library's exceptions quote the server.
    private MemoryException unavailable(Throwable fault) {
        if (fault instanceof AuthenticationException) {
            return unavailable("refuses the key: check JAMEY_EMBEDDINGS_KEY", null);
        }
        for (Throwable part = fault; part != null; part = part.getCause()) {
            switch (part) {
                case HttpException answer -> {
                    return unavailable("answered HTTP " + answer.statusCode() + quote(answer.getMessage()), null);
                }
                case HttpTimeoutException _ -> {
                    return tooSlow();
                }
                case SocketException _, SSLException _, UnresolvedAddressException _, UnknownHostException _ -> {
                    return unavailable("cannot be reached: is the URL right, and is the server running?", part);
                }
                default -> {}
            }
        }
        return unavailable("answered nothing that reads as embeddings: is the URL right?", null);
    }

    private MemoryException tooSlow() {
        return unavailable(
                "did not answer within " + settings.timeout().toMillis()
                        + " ms: try a smaller JAMEY_EMBEDDINGS_BATCH or a longer JAMEY_EMBEDDINGS_TIMEOUT_SECONDS",
                null);
    }

    private MemoryException unavailable(String what, @Nullable Throwable cause) {
        return new MemoryException(
                MemoryException.Kind.UNAVAILABLE,
                "the embeddings server at " + settings.url() + " (model " + settings.model() + ") " + what,
                cause);
    }

    private String quote(@Nullable String said) {
        String words = said == null ? "" : said.strip();
        if (settings.key().isPresent()) {
            words = words.replace(settings.key().get(), "***");
        }
        if (words.isEmpty()) {
            return "";
        }
        return ", saying: " + (words.length() <= QUOTE_MAX ? words : words.substring(0, QUOTE_MAX) + "...");
    }
}
