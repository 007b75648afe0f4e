package io.jamey.cli;

import io.jamey.Namespace;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleVectors;
import io.jamey.embeddings.EmbedderSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `jamey bench data`: fills a store with made-up memories.
@Command(
        description = {
            "Fill a store with made-up memories that lie as real ones do. The same from the same seed, ids too: what is",
            "there already is not stored twice. A thousand memories of 1536 dimensions take about 8 MB."
        },
        sortOptions = false)
final class BenchDataCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final StoreOptions where;

    @Option(names = "--rows", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private long rows = 10_000;

    @Option(names = "--dim", paramLabel = "D", description = "Dimensions of an embedding. Default: ${DEFAULT-VALUE}")
    private int dimension = 1536;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, other data. Default: ${DEFAULT-VALUE}")
    private long seed = 42;

    @Option(
            names = "--namespaces",
            paramLabel = "M",
            description = "Share them out evenly over namespaces NAME-0, NAME-1 and so on. Default: only NAME")
    private int namespaces = 1;

    @Option(names = "--isotropic", description = "Vectors alike in all directions: the hard case")
    private boolean isotropic;

    BenchDataCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (rows < 1 || namespaces < 1 || namespaces > rows) {
            throw new ParameterException(
                    spec.commandLine(), "--rows and --namespaces must be 1 or more, and rows not less");
        }
        var memories = new SampleMemories(
                isotropic ? SampleVectors.isotropic(dimension, seed) : SampleVectors.realistic(dimension, seed));
        Namespace base = where.namespace();
        try (var stack = StoreStack.create(where.store(), new EmbedderSettings.None())) {
            Loader loader;
            try (var progress = Progress.of(surroundings, "Making up", rows)) {
                loader = new Loader(stack, progress);
                long each = (rows + namespaces - 1) / namespaces;
                for (long row = 0; row < rows; row++) {
                    Namespace to = namespaces == 1 ? base : Namespace.of(base.value() + "-" + row / each);
                    loader.add(to, memories.row(row));
                }
                loader.flush();
            }
            long fresh =
                    loader.gained().values().stream().mapToLong(Long::longValue).sum();
            surroundings.out().println("made up " + rows + " memories, " + fresh + " of them new");
        }
        return ExitCode.OK;
    }
}
