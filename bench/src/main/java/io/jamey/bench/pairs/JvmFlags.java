package io.jamey.bench.pairs;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/// The flags of this JVM that others are started with: those that decide how fast code runs.
public final class JvmFlags {
    /// What belongs to this process alone: its caches, its agents, its own settings.
    private static final List<String> OWN = List.of(
            "-Djamey.",
            "-Djava.io.tmpdir",
            "-XX:AOT",
            "-javaagent",
            "-agentlib",
            "-agentpath",
            "-Dsurefire",
            "-Dbasedir");

    private JvmFlags() {}

    public static List<String> ofThis() {
        Stream<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
                .filter(flag -> !flag.startsWith("-Xlog"));
        // Java says on stdout, where answers are expected, what it finds odd about its caches.
        return Stream.concat(given, Stream.of("-Xlog:disable")).toList();
    }
}
