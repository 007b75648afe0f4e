package io.jamey.bench.pairs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Keeps both processes of a pair on one processor while they take turns: else each stays on its own for a while,
/// and a neighbour of one of the two makes one side slower for seconds, which no alternation takes out.
///
/// By `taskset` of util-linux, which other systems do not have; they measure with more noise.
///
/// @param all processors that may be used, as the operating system writes it
/// @param one of them
record SharedProcessor(String all, String one) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final int SECONDS = 10;

    /// Nothing where processes cannot be kept on a processor, or there is only one.
    static Optional<SharedProcessor> find() {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .map(list -> new SharedProcessor(list, last(list)))
                    .filter(shared -> !shared.all.equals(shared.one))
                    .filter(shared -> shared.move(ProcessHandle.current().pid(), shared.all))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " cannot be read", e);
        }
    }

    /// The last of a list such as `0-3,6`.
    static String last(String list) {
        return list.substring(Math.max(list.lastIndexOf(','), list.lastIndexOf('-')) + 1);
    }

    /// Keeps all threads of a process on the one processor.
    void hold(long pid) {
        must(pid, one);
    }

    /// Lets them run anywhere again.
    void release(long pid) {
        must(pid, all);
    }

    private void must(long pid, String processors) {
        if (!move(pid, processors)) {
            throw new IllegalStateException("process " + pid + " could not be moved to processors " + processors);
        }
    }

    private boolean move(long pid, String processors) {
        Process taskset;
        try {
            taskset = new ProcessBuilder(List.of("taskset", "-a", "-c", "-p", processors, String.valueOf(pid)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            return false; // it is not there
        }
        try {
            return taskset.waitFor(SECONDS, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was moved", e);
        } finally {
            taskset.destroy();
        }
    }
}
