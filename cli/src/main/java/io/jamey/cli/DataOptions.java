package io.jamey.cli;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is measured on: which kind of store, filled with which memories.
final class DataOptions {
    /// The two ways vectors can lie.
    enum Kind {
        /// As embeddings of real memories do.
        clustered,
        /// Alike in all directions.
        isotropic
    }

    @Mixin
    private final SourceOptions from;

    @Option(names = "--rows", paramLabel = "N", description = "Memories in it. Default: ${DEFAULT-VALUE}")
    private long rows = 10_000;

    @Option(
            names = "--data",
            paramLabel = "KIND",
            description = "clustered, as real embeddings are, or isotropic, the hard case. Default: ${DEFAULT-VALUE}")
    private Kind kind = Kind.clustered;

    @Option(names = "--namespaces", paramLabel = "M", description = "That share the rows. Default: ${DEFAULT-VALUE}")
    private int namespaces;

    DataOptions(Surroundings surroundings) {
        this(new SourceOptions(surroundings), 1);
    }

    /// @param namespaces when the user names no number
    DataOptions(SourceOptions from, int namespaces) {
        this.from = from;
        this.namespaces = namespaces;
    }

    /// Whether the store is to be asked through a server.
    boolean isServed() {
        return from.isServed();
    }

    StoreSource source() {
        return from.source();
    }

    void requireEmbedded(String what) {
        from.requireEmbedded(what);
    }

    DataShape shape() {
        return new DataShape(rows, from.dimension(), from.seed(), kind == Kind.isotropic, namespaces);
    }

    Path home() {
        return from.home();
    }

    /// The data set, from the cache or built now.
    DataSet dataSet() {
        return dataSet(shape());
    }

    /// A data set of another shape than the user's.
    DataSet dataSet(DataShape shape) {
        return from.dataSet(shape);
    }

    /// Draws progress on the terminal.
    Steps steps() {
        return from.steps();
    }
}
