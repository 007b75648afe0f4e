package io.jamey.server.stress;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Several [Writer]s at once.
final class Writers implements AutoCloseable {
    private final List<Writer> writers;

    Writers(int count, long seed) {
        writers = IntStream.range(0, count)
                .mapToObj(number -> new Writer(number, seed))
                .toList();
    }

    /// What ends the server.
    interface End {
        void come() throws Exception;
    }

    /// Lets them write until the server ends, which is so long after the first acknowledgement, and says how many
    /// requests were acknowledged.
    int writeUntil(URI server, Duration after, End end) throws Exception {
        var begun = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ending = new ArrayList<Future<?>>();
            Runnable heard = () -> {
                if (begun.compareAndSet(false, true)) {
                    ending.add(threads.submit(() -> {
                        Thread.sleep(after);
                        end.come();
                        return null;
                    }));
                }
            };
            int acknowledged = all(threads, server, Integer.MAX_VALUE, heard);
            for (Future<?> each : ending) {
                each.get();
            }
            return acknowledged;
        }
    }

    /// Lets each write so many requests.
    void write(URI server, int requests) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = all(threads, server, requests, () -> {});
        }
    }

    private int all(ExecutorService threads, URI server, int most, Runnable heard)
            throws InterruptedException, ExecutionException {
        var writing = new ArrayList<Future<Integer>>();
        for (Writer writer : writers) {
            writing.add(threads.submit(() -> writer.write(server, most, heard)));
        }
        int acknowledged = 0;
        for (Future<Integer> each : writing) {
            acknowledged += each.get();
        }
        return acknowledged;
    }

    void verify(URI server) throws InterruptedException {
        for (Writer writer : writers) {
            writer.verify(server);
        }
    }

    @Override
    public void close() {
        writers.forEach(Writer::close);
    }
}
