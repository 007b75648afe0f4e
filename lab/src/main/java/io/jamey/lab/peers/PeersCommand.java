package io.jamey.lab.peers;

import io.jamey.bench.data.SampleVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `jamey bench peers`: measures all peers and prints the table.
@Command(
        name = "peers",
        description = {
            "Measure Jamey beside Lucene, JVector, LangChain4j, Spring AI and pgvector: same data, one run, one thread.",
            "pgvector takes part when JAMEY_POSTGRES_URL (jdbc:postgresql://...) leads to one; a table is made there.",
            "Needs memory for five copies of the vectors."
        },
        sortOptions = false)
public final class PeersCommand implements Callable<Integer> {
    private static final int QUESTIONS = 100;
    private static final String POSTGRES = "JAMEY_POSTGRES_URL";
    private static final List<String> NAMES =
            List.of("jamey", "jamey-index", "lucene", "lucene-bits", "jvector", "langchain4j", "spring", "pgvector");

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--rows", paramLabel = "N", description = "Memories to search among. Default: ${DEFAULT-VALUE}")
    private int rows = 10_000;

    @Option(names = "--dim", paramLabel = "D", description = "Dimensions of an embedding. Default: ${DEFAULT-VALUE}")
    private int dimension = 1536;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, other data. Default: ${DEFAULT-VALUE}")
    private long seed = 42;

    @Option(names = "--isotropic", description = "Vectors alike in all directions: the hard case")
    private boolean isotropic;

    @Option(
            names = "--recall",
            paramLabel = "R",
            description = "What searches should reach by looking wider. Default: ${DEFAULT-VALUE}")
    private double recall = 0.99;

    @Option(names = "--format", paramLabel = "text|json|md", description = "Default: ${DEFAULT-VALUE}")
    private Report.Format format = Report.Format.text;

    @Option(
            names = "--peers",
            paramLabel = "A,B",
            split = ",",
            description = "Some of: jamey, jamey-index, lucene, lucene-bits, jvector, langchain4j, spring, pgvector")
    private @Nullable List<String> chosen;

    public PeersCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        List<String> names = chosen == null ? NAMES : chosen;
        if (!NAMES.containsAll(names)) {
            throw new ParameterException(spec.commandLine(), "--peers knows " + String.join(", ", NAMES));
        }
        if (rows < 100 || dimension < 2) {
            throw new ParameterException(spec.commandLine(), "--rows must be 100 or more, --dim 2 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(measure(names, Comparison.Settings.thorough(recall, seed)).in(format));
        out.println();
        out.flush();
        return 0;
    }

    private Report measure(List<String> names, Comparison.Settings settings) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("making " + rows + " memories");
        var source = isotropic ? SampleVectors.isotropic(dimension, seed) : SampleVectors.realistic(dimension, seed);
        var corpus = new Corpus(rows, settings.writes(), QUESTIONS, source);
        Path folder = Files.createTempDirectory("jamey-peers-");
        var absent = new LinkedHashMap<String, String>();
        var peers = new ArrayList<Peer>();
        try {
            for (String name : names) {
                if (name.equals("pgvector") && !environment.containsKey(POSTGRES)) {
                    absent.put("PostgreSQL + pgvector", "not reachable: " + POSTGRES + " is not set");
                } else {
                    peers.add(open(name, corpus, folder));
                }
            }
            long begin = System.nanoTime();
            var comparison = new Comparison(
                    settings,
                    corpus,
                    peers,
                    step -> err.printf(Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, step));
            return new Report(rows, dimension, seed, machine(), comparison.run(), absent);
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
            delete(folder);
        }
    }

    /// The peer of this name, empty.
    static Peer open(String name, Corpus corpus, Path folder, Map<String, String> environment) throws IOException {
        return switch (name) {
            case "jamey" -> new JameyStore(corpus, folder);
            case "jamey-index" -> new JameyIndex(corpus);
            case "lucene" -> new LuceneGraph(corpus, folder, false);
            case "lucene-bits" -> new LuceneGraph(corpus, folder, true);
            case "jvector" -> new JVectorGraph(corpus);
            case "langchain4j" -> new LangChainMemory(corpus);
            case "spring" -> new SpringMemory(corpus);
            case "pgvector" -> new PgVector(corpus, environment.getOrDefault(POSTGRES, ""));
            default -> throw new IllegalArgumentException("there is no peer '" + name + "'");
        };
    }

    private Peer open(String name, Corpus corpus, Path folder) throws IOException {
        return open(name, corpus, folder, environment);
    }

    private static String machine() {
        var runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "%s, %d processors, heap up to %,d MB, Java %s",
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                Runtime.version());
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
