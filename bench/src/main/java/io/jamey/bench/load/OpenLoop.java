package io.jamey.bench.load;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;

/// Sends each request when the schedule says so, without waiting for answers: like users who know nothing of each
/// other. One thread sends; each request runs on a thread of its own.
final class OpenLoop {
    /// How soon a stop is heard.
    private static final long LISTEN_NANOS = 50_000_000;

    private final Pace pace;
    private final Executor threads;
    private final int inFlightMax;
    private final StopSignal stop;

    /// @param threads runs each request, best on a virtual thread
    /// @param inFlightMax requests without an answer; when there are more, sending waits
    OpenLoop(Pace pace, Executor threads, int inFlightMax, StopSignal stop) {
        if (inFlightMax < 1) {
            throw new IllegalArgumentException("at least one request must be in flight");
        }
        this.pace = pace;
        this.threads = threads;
        this.inFlightMax = inFlightMax;
        this.stop = stop;
    }

    /// Sends all requests, then waits for the last answers, no longer than a timeout.
    Generator run(Schedule schedule, Workload workload, Recording recording, Settings settings) {
        var room = new Semaphore(inFlightMax);
        var random = new SplittableRandom(settings.seed() + 1);
        AtomicHistogram lag = Latencies.recorder();
        long held = 0;
        long unsent = 0;
        long roomSince = 0;
        for (int i = 0; i < schedule.size() && !stop.isAsked(); i++) {
            Action action = schedule.action(i);
            long due = schedule.due(i);
            Optional<Request> request = workload.prepare(action, random);
            if (request.isEmpty()) {
                recording.exhausted(action);
                continue;
            }
            if (!room.tryAcquire()) {
                held++;
                if (!acquire(room, 1, settings)) {
                    unsent = (long) schedule.size() - i;
                    break;
                }
                roomSince = pace.nanos();
            }
            waitFor(due);
            if (recording.window().has(due)) {
                lag.recordValue(Math.clamp(pace.nanos() - Math.max(due, roomSince), 0, Latencies.NANOS_MAX));
            }
            Recording.Sent sent = recording.send(request.get(), due);
            threads.execute(() -> {
                try {
                    recording.perform(sent);
                } finally {
                    room.release();
                }
            });
        }
        acquire(room, inFlightMax, settings);
        recording.giveUp();
        return new Generator(Latencies.of(lag), held, unsent);
    }

    private void waitFor(long due) {
        for (long now = pace.nanos(); now < due && !stop.isAsked(); now = pace.nanos()) {
            pace.until(Math.min(due, now + LISTEN_NANOS));
        }
    }

    private static boolean acquire(Semaphore room, int permits, Settings settings) {
        try {
            return room.tryAcquire(permits, settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
