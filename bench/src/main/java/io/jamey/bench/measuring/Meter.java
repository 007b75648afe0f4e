package io.jamey.bench.measuring;

import com.sun.management.ThreadMXBean;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Reads what this process has used so far. Processor time is that of all Java threads, so that work which an
/// operation hands to another thread counts too, and that of the compiler and the garbage collector does not.
/// One thread; a reading takes some ten microseconds.
final class Meter {
    private static final Path IO = Path.of("/proc/self/io");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final boolean countsWrites = Files.isReadable(IO);
    private final Supplier<Work> stores;

    /// @param stores what stores have done so far, as far as they count it
    Meter(Supplier<Work> stores) {
        this.stores = stores;
    }

    /// What was used up to a moment.
    ///
    /// @param cpuNanos by thread
    record Reading(long wallNanos, Map<Long, Long> cpuNanos, Work work) {}

    Reading read() {
        Work work = stores.get();
        if (countsWrites) {
            work = withWritten(work);
        }
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        Map<Long, Long> cpu = HashMap.newHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            cpu.put(ids[i], times[i]);
        }
        return new Reading(System.nanoTime(), cpu, work.with(Count.ALLOCATED_BYTES, (double)
                threads.getTotalThreadAllocatedBytes()));
    }

    /// What was used between two readings.
    Usage between(Reading before, Reading after) {
        long cpu = 0;
        for (Map.Entry<Long, Long> thread : after.cpuNanos().entrySet()) {
            cpu += Math.max(0, thread.getValue() - before.cpuNanos().getOrDefault(thread.getKey(), 0L));
        }
        return new Usage(
                after.wallNanos() - before.wallNanos(), cpu, after.work().minus(before.work()));
    }

    /// Written to files, as system calls say, whether it reached the disk or not.
    private static Work withWritten(Work work) {
        Work written = work;
        try {
            for (String line : Files.readAllLines(IO)) {
                if (line.startsWith("wchar: ")) {
                    written = written.with(Count.WRITTEN_BYTES, Double.parseDouble(line.substring(7)));
                } else if (line.startsWith("syscw: ")) {
                    written = written.with(Count.WRITE_CALLS, Double.parseDouble(line.substring(7)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(IO + " cannot be read", e);
        }
        return written;
    }
}
