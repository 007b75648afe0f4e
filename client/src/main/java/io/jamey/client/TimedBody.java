package io.jamey.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of an answer, which must arrive as a whole within a time: the timeout of the JDK's client ends with the
/// answer's head, and a server that stalls after it would hold the caller for ever.
final class TimedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final Duration timeout;
    private Flow.@Nullable Subscription subscription;
    private volatile boolean late;

    TimedBody(Duration timeout) {
        this.timeout = timeout;
    }

    /// Whether it did not arrive in time. What the caller hears may be that the connection broke, for that is what
    /// happens to it then.
    boolean isLate() {
        return late;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody()
                .toCompletableFuture()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, fault) -> {
                    if (fault instanceof TimeoutException) {
                        late = true;
                        Objects.requireNonNull(subscription).cancel();
                    }
                });
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        whole.onNext(item);
    }

    @Override
    public void onError(Throwable fault) {
        whole.onError(fault);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
