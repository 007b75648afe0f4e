package io.jamey.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/// The requests under way. Each is broken off when its time is up, whatever it waits for: timeouts of sockets begin
/// anew with each byte. One thread sees to all of them and sleeps until the first of them may be late; one that begins
/// meanwhile has the same time and is late after that, so that nobody has to wake it.
final class UnderWay implements AutoCloseable {
    private static final Duration CLOSING_MAX = Duration.ofSeconds(10);

    private final long nanos;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean closed;

    UnderWay(Duration timeout) {
        nanos = timeout.toNanos();
        watch = Thread.ofPlatform().daemon().name("jamey-client-timeouts").start(this::watch);
    }

    /// A request and its answer.
    final class Exchange implements AutoCloseable {
        private final Cancellable request;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long end = System.nanoTime() + nanos;
        private volatile boolean late;

        private Exchange(Cancellable request) {
            this.request = request;
        }

        /// The answer has begun: it has as much time again to arrive as a whole.
        void answered() {
            end = System.nanoTime() + nanos;
        }

        /// Whether it was broken off because its time was up.
        boolean isLate() {
            return late;
        }

        /// It is no longer under way.
        @Override
        public void close() {
            exchanges.remove(this);
            ended.countDown();
        }
    }

    /// @throws IllegalStateException after closing
    Exchange begin(Cancellable request) {
        var exchange = new Exchange(request);
        exchanges.add(exchange);
        if (closed) {
            exchange.close();
            requireOpen();
        }
        return exchange;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private void watch() {
        try {
            for (long pause = nanos; ; pause = breakOffLate()) {
                TimeUnit.NANOSECONDS.sleep(pause);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /// @return how long none of the others can be late
    private long breakOffLate() {
        long now = System.nanoTime();
        long first = nanos;
        for (Exchange exchange : exchanges) {
            long left = exchange.end - now;
            if (left > 0) {
                first = Math.min(first, left);
            } else {
                exchange.late = true;
                exchange.request.cancel();
            }
        }
        return first;
    }

    /// Waits for what is under way, but not for ever.
    @Override
    public void close() {
        closed = true;
        long end = System.nanoTime() + CLOSING_MAX.toNanos();
        try {
            for (Exchange exchange : exchanges) {
                if (!exchange.ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchanges.forEach(exchange -> exchange.request.cancel());
        watch.interrupt();
    }
}
