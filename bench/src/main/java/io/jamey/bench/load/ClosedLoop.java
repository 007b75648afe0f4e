package io.jamey.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Clients that each send a request, wait for the answer, and send the next.
///
/// A client is a platform thread: virtual ones take turns only where they wait, and clients that only read would keep
/// others from running at all.
final class ClosedLoop {
    private final Pace pace;
    private final StopSignal stop;

    ClosedLoop(Pace pace, StopSignal stop) {
        this.pace = pace;
        this.stop = stop;
    }

    /// Lets the clients work until the recording's window ends, then waits for the last answers, no longer than a
    /// timeout.
    void run(int clients, Workload workload, Recording recording, Settings settings) {
        var threads = new ArrayList<Thread>();
        for (int client = 0; client < clients; client++) {
            var random = new SplittableRandom(settings.seed() + 31L * (client + 1));
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("load-client-" + client)
                    .start(() -> work(workload, recording, settings.mix(), random)));
        }
        await(threads, recording.window().to() + settings.timeout().toNanos());
        recording.giveUp();
    }

    private void work(Workload workload, Recording recording, Mix mix, SplittableRandom random) {
        while (!stop.isAsked() && pace.nanos() < recording.window().to()) {
            Action action = mix.pick(random);
            Optional<Request> request = workload.prepare(action, random);
            if (request.isEmpty()) {
                recording.exhausted(action);
                return; // it would find nothing the next time either
            }
            recording.perform(recording.send(request.get(), pace.nanos()));
        }
    }

    private void await(List<Thread> threads, long until) {
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (until - pace.nanos()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
