package io.jamey.cli;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.postgres.PostgresOptions;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.StoreLocation;
import io.jamey.server.settings.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which kind of store is measured, with which made-up memories, and where they are kept.
final class SourceOptions {
    private static final List<String> BACKENDS = List.of("embedded", "postgres", "cached", "redis");
    /// The embedded store behind a server, for commands that can ask one.
    private static final String SERVED = "http";

    private final Surroundings surroundings;
    private final boolean forLoad;

    @Option(
            names = "--backend",
            paramLabel = "KIND",
            description =
                    "The store to measure: embedded, the default; postgres; cached and redis, the same with a cache"
                            + " before it, in this process or in Redis; for load also http, the embedded store behind"
                            + " jamey serve")
    private String backend = "embedded";

    @Option(
            names = "--store",
            paramLabel = "DATABASE",
            description = "Whose server keeps the stores that are not embedded, in databases of their own, as in"
                    + " postgresql://jamey@localhost/jamey. Default: $JAMEY_STORE, else store in jamey.yaml")
    private @Nullable String store;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "The Redis of --backend redis, as in redis://localhost:6379. Default: $JAMEY_REDIS")
    private @Nullable String redis;

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

    private @Nullable StoreSource source;

    SourceOptions(Surroundings surroundings) {
        this(surroundings, false);
    }

    /// @param forLoad whether the command is `jamey load`: it can measure a store behind a server, and ends in an
    ///     orderly way when it is asked to
    SourceOptions(Surroundings surroundings, boolean forLoad) {
        this.surroundings = surroundings;
        this.forLoad = forLoad;
    }

    /// The kind of store, which may be behind a server: see [#isServed()].
    StoreSource source() {
        if (source == null) {
            source = switch (isServed() ? "embedded" : backend) {
                case "embedded" -> embedded();
                case "postgres" -> PostgresSource.bare(databases());
                case "cached" -> PostgresSource.cached(databases());
                case "redis" -> PostgresSource.shared(databases(), redis());
                default ->
                    throw new IllegalArgumentException("no backend '" + backend + "' can be measured; there is "
                            + String.join(", ", BACKENDS) + (forLoad ? ", " + SERVED : ""));
            };
        }
        return source;
    }

    private StoreSource embedded() {
        if (store != null) {
            throw new IllegalArgumentException(
                    "--store goes with --backend postgres, cached or redis: the embedded store is"
                            + " measured in --bench-home");
        }
        return new EmbeddedSource();
    }

    private MeasuredDatabases databases() {
        StoreSettings settings = SettingsOptions.store(surroundings, Optional.ofNullable(store));
        if (settings.location() instanceof StoreLocation.Postgres database) {
            PostgresOptions server = Backends.options(database, settings);
            return forLoad ? MeasuredDatabases.droppedByTheirUser(server) : MeasuredDatabases.on(server);
        }
        throw new IllegalArgumentException("no PostgreSQL is named to measure on: say where it is with --store"
                + " postgresql://USER@HOST/DATABASE or $JAMEY_STORE, and the password with $JAMEY_STORE_PASSWORD. In a"
                + " checkout, eval \"$(.ci/postgres env)\" starts one and sets both");
    }

    private String redis() {
        String written = redis == null ? surroundings.variable("JAMEY_REDIS") : redis;
        if (written == null) {
            throw new IllegalArgumentException(
                    "no Redis is named to measure: say where it is with --redis redis://HOST:PORT or $JAMEY_REDIS");
        }
        Optional<String> password = Optional.ofNullable(surroundings.variable("JAMEY_REDIS_PASSWORD"));
        return new CacheSettings(0, Optional.of(URI.create(written)), password).redisUrl();
    }

    /// Refuses backends that a server keeps.
    ///
    /// @param what cannot be done with them, and what can
    void requireEmbedded(String what) {
        if (source().isServer()) {
            throw new IllegalArgumentException("--backend " + backend + ": " + what);
        }
    }

    boolean isServed() {
        return forLoad && backend.equals(SERVED);
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
        return DataSet.of(shape, source(), home().resolve("data"), source().code(), steps());
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
