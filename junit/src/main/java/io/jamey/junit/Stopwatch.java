package io.jamey.junit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// A clock that only goes forward, in nanoseconds.
@FunctionalInterface
interface Stopwatch {
    long read();

    static Stopwatch of(PerformanceBudget.Time time) {
        return switch (time) {
            case WALL -> System::nanoTime;
            case CPU -> {
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                if (!threads.isCurrentThreadCpuTimeSupported()) {
                    throw new IllegalStateException("this JVM does not tell the CPU time of a thread: use Time.WALL");
                }
                yield threads::getCurrentThreadCpuTime;
            }
        };
    }
}
