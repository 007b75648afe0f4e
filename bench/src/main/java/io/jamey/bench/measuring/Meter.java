package io.jamey.bench.measuring;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads what this process has used so far. Processor time is that of all Java threads, so that work which an
/// operation hands to another thread counts too, and that of the compiler and the garbage collector does not.
/// One thread; a reading takes some ten microseconds.
final class Meter {
    private static final Path IO = Path.of("/proc/self/io");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final boolean countsWrites = Files.isReadable(IO);

    /// What was used up to a moment.
    ///
    /// @param cpuNanos by thread
    /// @param bytesWritten to files, as system calls say, whether they reached the disk or not; 0 where the
    ///     operating system does not tell
    /// @param writeCalls system calls that write
    record Reading(long wallNanos, Map<Long, Long> cpuNanos, long bytesAllocated, long bytesWritten, long writeCalls) {}

    /// Whether written bytes are counted here: on Linux.
    boolean countsWrites() {
        return countsWrites;
    }

    Reading read() {
        long[] written = written();
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        Map<Long, Long> cpu = HashMap.newHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            cpu.put(ids[i], times[i]);
        }
        return new Reading(System.nanoTime(), cpu, threads.getTotalThreadAllocatedBytes(), written[0], written[1]);
    }

    /// What was used between two readings.
    Usage between(Reading before, Reading after) {
        long cpu = 0;
        for (Map.Entry<Long, Long> thread : after.cpuNanos().entrySet()) {
            cpu += Math.max(0, thread.getValue() - before.cpuNanos().getOrDefault(thread.getKey(), 0L));
        }
        return new Usage(
                after.wallNanos() - before.wallNanos(),
                cpu,
                after.bytesAllocated() - before.bytesAllocated(),
                after.bytesWritten() - before.bytesWritten(),
                after.writeCalls() - before.writeCalls());
    }

    private long[] written() {
        if (!countsWrites) {
            return new long[] {0, 0};
        }
        try {
            long bytes = 0;
            long calls = 0;
            for (String line : Files.readAllLines(IO)) {
                if (line.startsWith("wchar: ")) {
                    bytes = Long.parseLong(line.substring(7));
                } else if (line.startsWith("syscw: ")) {
                    calls = Long.parseLong(line.substring(7));
                }
            }
            return new long[] {bytes, calls};
        } catch (IOException e) {
            throw new UncheckedIOException(IO + " cannot be read", e);
        }
    }
}
