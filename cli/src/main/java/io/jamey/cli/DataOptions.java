package io.jamey.cli;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is measured on: which kind of store, filled with which memories.
final class DataOptions {
    static final List<StoreSource> SOURCES = List.of(new EmbeddedSource());

    /// The two ways vectors can lie.
    enum Kind {
        /// As embeddings of real memories do.
        clustered,
        /// Alike in all directions.
        isotropic
    }

    private final Surroundings surroundings;

    @Option(names = "--backend", paramLabel = "KIND", description = "The store to measure: embedded, the default")
    private String backend = "embedded";

    @Option(names = "--rows", paramLabel = "N", description = "Memories in it. Default: ${DEFAULT-VALUE}")
    private long rows = 10_000;

    @Option(names = "--dim", paramLabel = "D", description = "Dimensions of an embedding. Default: ${DEFAULT-VALUE}")
    private int dimension = 1536;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, other data. Default: ${DEFAULT-VALUE}")
    private long seed = 42;

    @Option(
            names = "--data",
            paramLabel = "KIND",
            description = "clustered, as real embeddings are, or isotropic, the hard case. Default: ${DEFAULT-VALUE}")
    private Kind kind = Kind.clustered;

    @Option(names = "--namespaces", paramLabel = "M", description = "That share the rows. Default: ${DEFAULT-VALUE}")
    private int namespaces = 1;

    @Option(
            names = "--bench-home",
            paramLabel = "DIR",
            description = "Where data sets, baselines and history are kept. Default: $JAMEY_BENCH_HOME, else"
                    + " ~/.jamey/bench")
    private @Nullable Path benchHome;

    DataOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    StoreSource source() {
        return SOURCES.stream()
                .filter(source -> source.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + backend
                        + "' can be measured; there is "
                        + String.join(
                                ", ", SOURCES.stream().map(StoreSource::name).toList())));
    }

    DataShape shape() {
        return new DataShape(rows, dimension, seed, kind == Kind.isotropic, namespaces);
    }

    Path home() {
        if (benchHome != null) {
            return benchHome;
        }
        String named = surroundings.variable("JAMEY_BENCH_HOME");
        return named == null ? surroundings.home().resolve(".jamey").resolve("bench") : Path.of(named);
    }

    /// The data set, from the cache or built now.
    DataSet dataSet() {
        return DataSet.of(
                shape(), source(), home().resolve("data"), Program.running().dataKey(), steps());
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
