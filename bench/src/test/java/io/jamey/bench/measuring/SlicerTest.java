package io.jamey.bench.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jamey.bench.groups.Operation;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlicerTest {
    /// Writes down what is asked of it.
    private static class Recorded implements Operation {
        final List<String> events = new ArrayList<>();
        final List<Long> calls = new ArrayList<>();

        @Override
        public void prepare(long from, int count) {
            events.add("prepare " + from + "+" + count);
        }

        @Override
        public @Nullable Object call(long number) {
            if (number == 13) {
                throw new IllegalStateException("unlucky");
            }
            calls.add(number);
            return null;
        }

        @Override
        public void restore() {
            events.add("restore");
        }

        @Override
        public int callsAtOnce() {
            return 4;
        }
    }

    @Test
    void makesExactlyTheCallsAskedForInRounds() {
        var operation = new Recorded();

        Slice slice = new Slicer(operation).exactly(2, 6, 0);

        assertThat(operation.calls).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(operation.events).containsExactly("prepare 2+4", "restore", "prepare 6+2", "restore");
        assertThat(slice.calls()).isEqualTo(6);
    }

    @Test
    void anExtraShareOfCallsIsMadeButNotCounted() {
        var operation = new Recorded();

        Slice slice = new Slicer(operation).exactly(20, 40, 0.25);

        assertThat(operation.calls).hasSize(50);
        assertThat(slice.calls()).isEqualTo(40);
    }

    @Test
    void putsEverythingBackAlsoAfterAFailure() {
        var operation = new Recorded();

        assertThatIllegalStateException().isThrownBy(() -> new Slicer(operation).exactly(12, 4, 0));

        assertThat(operation.events).containsExactly("prepare 12+4", "restore");
    }

    @Test
    void lastsAsLongAsAskedForAndTimesEachCall() {
        var slicer = new Slicer(number -> number);

        Slice slice = slicer.forAtLeast(5_000_000);

        assertThat(slice.usage().wallNanos()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(slice.nanos().boxed()).hasSize((int) slice.calls());
    }

    @Test
    void countsTheWorkOfOtherThreadsAndNoWaiting() {
        var threads = ManagementFactory.getThreadMXBean();
        Slice working = new Slicer(_ -> {
                    Thread other = Thread.ofPlatform().start(() -> {
                        while (threads.getCurrentThreadCpuTime() < 60_000_000) {
                            Thread.onSpinWait();
                        }
                        // Stays to be counted: what a thread used is forgotten with it.
                        sleep(300);
                    });
                    sleep(5);
                    while (threads.getThreadCpuTime(other.threadId()) < 60_000_000 && other.isAlive()) {
                        sleep(5);
                    }
                    return other;
                })
                .exactly(0, 1, 0);
        Slice waiting = new Slicer(_ -> {
                    sleep(100);
                    return null;
                })
                .exactly(0, 1, 0);

        assertThat(working.usage().cpuNanos()).isGreaterThanOrEqualTo(60_000_000);
        assertThat(waiting.usage().wallNanos()).isGreaterThanOrEqualTo(100_000_000);
        assertThat(waiting.usage().cpuNanos()).isLessThan(waiting.usage().wallNanos());
    }

    @Test
    void countsBytesAllocated() {
        Slice slice = new Slicer(_ -> new byte[100_000]).exactly(0, 50, 0);

        assertThat(slice.usage().work().of(Count.ALLOCATED_BYTES)).isBetween(5e6, 8e6);
    }

    @Test
    void countsWhatStoresCount() {
        var statements = new AtomicLong(1_000);
        var slicer =
                new Slicer(_ -> statements.addAndGet(3), () -> Work.of(Count.STATEMENTS, statements.doubleValue()));

        Work work = slicer.exactly(0, 50, 0).usage().work();

        assertThat(work.of(Count.STATEMENTS)).isEqualTo(150);
        assertThat(work.knows(Count.COMMITS))
                .as("what the store does not count")
                .isFalse();
    }

    @Test
    void warmUpEndsWhenNothingGetsFasterOrTimeIsUp() {
        var flat = new Recorded() {
            @Override
            public @Nullable Object call(long number) {
                long end = System.nanoTime() + 100_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return null;
            }
        };

        double cpu = WarmUp.run(new Slicer(flat), 100, 3_000_000_000L);

        assertThat(cpu).isPositive();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
