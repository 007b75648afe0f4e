package io.jamey.redis;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Short waits that an interrupt does not end: what was asked has been sent, and whoever was interrupted finds out at
/// his next longer wait.
final class Waiting {
    private Waiting() {}

    static <T> T uninterrupted(Future<T> answer, Duration longest) throws TimeoutException, ExecutionException {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
