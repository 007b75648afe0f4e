package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobQueueTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final JobQueue queue = new JobQueue();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        callers.close();
    }

    @Test
    void everyJobThatIsAcceptedIsTakenOnceEvenWhileClosing() throws Exception {
        for (int round = 0; round < 50; round++) {
            var closing = new JobQueue();
            List<Future<Set<Job>>> accepted = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                accepted.add(callers.submit(putUntilClosed(closing)));
            }
            Future<?> closer = callers.submit(closing::close);
            List<Job> taken = new ArrayList<>();
            while (!closing.isDrained()) {
                Job first = closing.take(SOON);
                for (Job next = first; next != null; next = closing.pollWork()) {
                    taken.add(next);
                }
            }
            closer.get();
            Set<Job> expected = new HashSet<>();
            for (Future<Set<Job>> caller : accepted) {
                expected.addAll(caller.get());
            }
            assertThat(taken).doesNotHaveDuplicates().hasSameSizeAs(expected);
            assertThat(expected).containsAll(taken);
        }
    }

    private static Callable<Set<Job>> putUntilClosed(JobQueue queue) {
        return () -> {
            Set<Job> accepted = new HashSet<>();
            while (true) {
                Job job = work();
                try {
                    queue.put(job);
                } catch (IllegalStateException e) {
                    return accepted;
                }
                accepted.add(job);
            }
        };
    }

    @Test
    void callersBeyondItsRoomWaitUntilThereIsSome() throws Exception {
        for (int i = 0; i < Settings.QUEUE; i++) {
            queue.put(work());
        }
        Job last = work();
        Future<?> waiting = callers.submit(() -> queue.put(last));
        Thread.sleep(20);
        assertThat(waiting.isDone()).isFalse();

        assertThat(queue.take(SOON)).isNotNull();

        waiting.get();
        Job taken = null;
        for (Job next = queue.pollWork(); next != null; next = queue.pollWork()) {
            taken = next;
        }
        assertThat(taken).isSameAs(last);
    }

    @Test
    void upkeepIsNoWorkForAGroup() {
        queue.put(new Job.Upkeep<>(_ -> 1));
        queue.put(work());
        assertThat(queue.pollWork()).isNull();
        assertThat(queue.take(SOON)).isInstanceOf(Job.Upkeep.class);
        assertThat(queue.pollWork()).isNotNull();
        assertThat(queue.take(SOON)).isNull();
    }

    @Test
    void takesNothingOnceClosed() {
        queue.close();
        assertThatThrownBy(() -> queue.put(work())).hasMessage("the store is closed");
        assertThat(queue.isDrained()).isTrue();
    }

    private static Job work() {
        return new Job.Work<>(_ -> 1, _ -> {});
    }
}
