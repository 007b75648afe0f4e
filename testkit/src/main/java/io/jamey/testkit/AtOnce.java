package io.jamey.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Runs one task on several threads that start together, and fails where any of them failed or hung.
///
/// On platform threads: tasks here do nothing but call the store, in loops, and virtual threads that never wait
/// keep the others from running.
final class AtOnce {
    private static final long HUNG_AFTER_SECONDS = 60;

    private AtOnce() {}

    /// What the threads returned, in the order of their numbers.
    ///
    /// @param task gets the number of its thread, from 0
    static <T> List<T> run(int threads, IntFunction<T> task) {
        var start = new CountDownLatch(threads);
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    return task.apply(number);
                }));
            }
            var results = new ArrayList<T>();
            try {
                for (Future<T> future : futures) {
                    results.add(future.get(HUNG_AFTER_SECONDS, TimeUnit.SECONDS));
                }
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                executor.shutdownNow();
                throw new AssertionError("a thread failed: " + e.getCause(), e);
            }
            return results;
        }
    }
}
