package io.jamey.cli;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which kind of store is measured, with which made-up memories, and where they are kept.
final class SourceOptions {
    static final List<StoreSource> SOURCES = List.of(new EmbeddedSource());

    /// The embedded store behind a server, for commands that can ask one.
    private static final String SERVED = "http";

    private final Surroundings surroundings;
    private final boolean asksServers;

    @Option(
            names = "--backend",
            paramLabel = "KIND",
            description =
                    "The store to measure: embedded, the default; for load also http, the same behind jamey serve")
    private String backend = "embedded";

    @Option(names = "--dim", paramLabel = "D", description = "Dimensions of an embedding. Default: ${DEFAULT-VALUE}")
    private int dimension = 1536;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, other data. Default: ${DEFAULT-VALUE}")
    private long seed = 42;

    @Option(
            names = "--bench-home",
            paramLabel = "DIR",
            description = "Where data sets, baselines and history are kept. Default: $JAMEY_BENCH_HOME, else"
                    + " ~/.jamey/bench")
    private @Nullable Path benchHome;

    SourceOptions(Surroundings surroundings) {
        this(surroundings, false);
    }

    /// @param asksServers whether the command can measure a store behind a server
    SourceOptions(Surroundings surroundings, boolean asksServers) {
        this.surroundings = surroundings;
        this.asksServers = asksServers;
    }

    /// The kind of store, which may be behind a server: see [#isServed()].
    StoreSource source() {
        if (isServed()) {
            return SOURCES.getFirst();
        }
        return SOURCES.stream()
                .filter(source -> source.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + backend
                        + "' can be measured; there is "
                        + Stream.concat(
                                        SOURCES.stream().map(StoreSource::name),
                                        asksServers ? Stream.of(SERVED) : Stream.empty())
                                .collect(Collectors.joining(", "))));
    }

    boolean isServed() {
        return asksServers && backend.equals(SERVED);
    }

    int dimension() {
        return dimension;
    }

    long seed() {
        return seed;
    }

    Path home() {
        return benchHome == null ? usualHome(surroundings) : benchHome;
    }

    static Path usualHome(Surroundings surroundings) {
        String named = surroundings.variable("JAMEY_BENCH_HOME");
        return named == null ? surroundings.home().resolve(".jamey").resolve("bench") : Path.of(named);
    }

    /// The data set of a shape, from the cache or built now.
    DataSet dataSet(DataShape shape) {
        return DataSet.of(
                shape, source(), home().resolve("data"), Program.running().dataKey(), steps());
    }

    /// Draws progress on the terminal.
    Steps steps() {
        return new Steps() {
            private @Nullable Progress progress;

            @Override
            public void begin(String task, long total) {
                progress = Progress.of(surroundings, task, total);
            }

            @Override
            public void advance(long by) {
                if (progress != null) {
                    progress.advance(by);
                }
            }

            @Override
            public void end() {
                if (progress != null) {
                    progress.close();
                }
            }
        };
    }
}
