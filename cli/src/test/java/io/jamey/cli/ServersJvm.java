package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Pairs of [TwoServers] in a JVM of their own, with the launcher's flags, and one who asks them.
final class ServersJvm implements AutoCloseable {
    private final Process process;
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(Caller bare, Caller full) {}

    /// What one request took, in nanoseconds.
    ///
    /// @param wall as its caller waited, the median of the slice
    /// @param cpu of all threads of the servers, compiler and collector included
    record Slice(double wall, double cpu) {}

    /// @param folder of the store
    /// @param options where traces are sent, if they are
    ServersJvm(Path folder, List<String> options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(Stream.of(
                                List.of(java, "--add-modules", "jdk.incubator.vector"),
                                List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xlog:disable"),
                                List.of("-cp", System.getProperty("java.class.path"), TwoServers.class.getName()),
                                List.of(folder.toString()),
                                options)
                        .flatMap(List::stream)
                        .toList())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        var ports = new Scanner(process.getInputStream(), UTF_8);
        for (int pair = 0; pair < TwoServers.PAIRS; pair++) {
            pairs.add(new Pair(new Caller(ports.nextInt()), new Caller(ports.nextInt())));
        }
    }

    /// @param pair any number: one pair after the other has its turn
    /// @param requests by number
    Slice ask(int pair, boolean observed, IntFunction<byte[]> requests) throws IOException {
        Pair asked = pairs.get(pair % pairs.size());
        double before = cpuNanos();
        double wall = (observed ? asked.full : asked.bare).ask(requests);
        return new Slice(wall, (cpuNanos() - before) / Caller.SLICE);
    }

    /// As Linux counts it for each thread, to the nanosecond once the thread waits.
    private double cpuNanos() throws IOException {
        double sum = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String stat = Files.readString(thread.resolve("schedstat"));
                    sum += Long.parseLong(stat.substring(0, stat.indexOf(' ')));
                } catch (NoSuchFileException _) {
                    // it has just ended
                }
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            pair.bare.close();
            pair.full.close();
        }
        process.destroy();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
