package io.jamey.postgres;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.PoolStatus;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import io.jamey.layers.PlanSource;
import io.jamey.layers.SearchPlans;
import io.jamey.performance.DurationSnapshot;
import io.jamey.words.WordAnalyzer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [MemoryStore] in PostgreSQL 15 or newer with pgvector 0.8 or newer, shared by any number of processes.
///
/// ```java
/// try (var store = PostgresMemoryStore.open(PostgresOptions.of("jdbc:postgresql://localhost/jamey"))) {
///     store.store(Namespace.of("ann"), NewMemory.of("Prefers tea to coffee").build());
/// }
/// ```
///
/// A write is durable when PostgreSQL's commit is: leave its `synchronous_commit` and `fsync` on. Writes to
/// one namespace come one after the other; those to different ones do not wait for each other. A write takes
/// about five round trips, a read one, whatever their size.
///
/// When the server does not answer, a call gives up with `UNAVAILABLE`: a write of a few memories within two
/// seconds.
public final class PostgresMemoryStore implements MemoryStore, PlanSource {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresMemoryStore.class);
    /// Memories that [#iterate] reads at a time.
    private static final int ITERATED = 300;

    private final PostgresOptions options;
    private final Engine engine;
    private final MemoryReader reader;
    private final MemoryWriter writer;
    private final MemorySearch search;
    private final Pulse pulse;
    private final Watch watch;
    private final Upkeep upkeep;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresMemoryStore(PostgresOptions options, Engine engine) {
        this.options = options;
        this.engine = engine;
        reader = new MemoryReader(engine);
        writer = new MemoryWriter(engine);
        search = new MemorySearch(engine, reader);
        pulse = new Pulse(options, engine.database().patience());
        watch = new Watch(engine.database(), pulse);
        upkeep = new Upkeep(engine, writer);
    }

    /// Opens the store, and makes or brings up to date its tables first. Safe from several processes at once.
    ///
    /// @throws IllegalArgumentException when the store's embeddings have another dimension than the options
    ///     ask for, or its contents another language
    /// @throws MemoryException `UNAVAILABLE` when the server cannot be reached, its tables cannot be made, or
    ///     were made by a newer Jamey
    public static PostgresMemoryStore open(PostgresOptions options) {
        var database = new Database(options);
        try {
            new Migrations(options, database).run();
            var dimension = new Dimension(database, options.index());
            if (options.dimension().isPresent()) {
                var _ = database.transaction(database.patience().search(), session -> {
                    dimension.fix(session, options.dimension().getAsInt());
                    return true;
                });
            }
            return new PostgresMemoryStore(
                    options,
                    new Engine(
                            database,
                            dimension,
                            new AccessTimes(),
                            new WordAnalyzer(options.language()),
                            options.clock(),
                            options.exactUpTo()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return writer.storeAll(Objects.requireNonNull(namespace), List.copyOf(memories));
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        return reader.retrieveBatch(namespace, List.copyOf(ids));
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        return search.search(namespace, request);
    }

    @Override
    public void tellPlans(SearchPlans plans) {
        search.tellPlans(plans);
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return writer.update(namespace, Objects.requireNonNull(id), patch);
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        return writer.updateMatching(namespace, filter, patch.forMany());
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return writer.deleteBatch(namespace, List.copyOf(ids));
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return writer.deleteMatching(namespace, filter);
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        return reader.list(namespace, request);
    }

    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        engine.database().requireOpen();
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(filter);
        return Stream.iterate(
                        reader.following(namespace, filter, Optional.empty(), ITERATED),
                        some -> !some.isEmpty(),
                        some -> reader.following(namespace, filter, Optional.of(end(some)), ITERATED))
                .flatMap(List::stream);
    }

    private static Cursor.Position end(List<Memory> some) {
        return Cursor.Position.of(some.getLast(), PageRequest.Order.OLDEST_FIRST);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return reader.count(namespace, filter);
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        engine.database().requireOpen();
        List<UUID> touched = List.copyOf(ids);
        Checks.batch(touched.size());
        engine.access().touch(namespace, touched, engine.now());
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        engine.database().requireOpen();
        Map<UUID, Instant> touched = Map.copyOf(times);
        Checks.batch(touched.size());
        Instant now = engine.now();
        touched.forEach((id, time) -> {
            Instant at = time.truncatedTo(ChronoUnit.MICROS);
            engine.access().touch(namespace, id, at.isAfter(now) ? now : at);
        });
    }

    @Override
    public List<Namespace> namespaces() {
        return reader.namespaces();
    }

    @Override
    public long drop(Namespace namespace) {
        return writer.drop(Objects.requireNonNull(namespace));
    }

    @Override
    public StoreStatus status() {
        var details = new LinkedHashMap<String, String>();
        details.put("address", options.address());
        details.put("schema", options.schema());
        details.put("language", options.language().name().toLowerCase(Locale.ROOT));
        details.put("index", engine.dimension().index().name().toLowerCase(Locale.ROOT));
        PoolStatus pool = poolStatus();
        details.put("connections", pool.available() + " of " + pool.total() + " available");
        pool.latency().ifPresent(latency -> details.put("latency_micros", Long.toString(latency.toNanos() / 1_000)));
        details.put("statements_since_open", Long.toString(engine.database().statements()));
        Instant now = engine.now();
        Holdings held =
                engine.database().call(engine.database().patience().scan(), session -> Holdings.read(session, now));
        return new StoreStatus(
                "postgres",
                held.memories(),
                held.namespaces(),
                held.dimension(),
                held.bytesLive(),
                held.bytesTotal(),
                details);
    }

    /// Statements sent since the store was opened, those that it sends on its own included. Costs next to nothing.
    public long statements() {
        return engine.database().statements();
    }

    /// What the store is known by, the same for all processes that have it open, whatever address they have it from.
    public UUID identity() {
        return engine.database()
                .call(
                        engine.database().patience().search(),
                        session -> session.row(
                                Query.of("SELECT identity FROM store"), row -> row.getObject(1, UUID.class)))
                .orElseThrow(() -> new IllegalStateException("the table store has no row"));
    }

    /// How the connections are doing; costs a round trip on one that no caller can take.
    public PoolStatus poolStatus() {
        engine.database().requireOpen();
        PoolUse use = engine.database().use();
        int available = Math.max(0, use.max() - use.used());
        Optional<Duration> latency = pulse.take();
        PoolStatus.Health health = latency.isEmpty()
                ? PoolStatus.Health.DOWN
                : use.pending() > 0 ? PoolStatus.Health.DEGRADED : PoolStatus.Health.UP;
        String message = switch (health) {
            case DOWN -> "PostgreSQL at " + options.address() + " does not answer";
            case DEGRADED -> "callers wait for a connection: allow more than " + use.max() + ", or send less at once";
            case UP -> "";
        };
        return new PoolStatus(health, available, use.max(), use.pending(), latency, message);
    }

    /// What the connections are doing now. Costs nothing.
    public PoolUse poolUse() {
        engine.database().requireOpen();
        return engine.database().use();
    }

    /// How long calls held a connection, of all so far. Costs a copy of some kilobytes.
    public DurationSnapshot databaseTimes() {
        return engine.database().times();
    }

    /// Asks PostgreSQL whether each kind of statement finds the index that is made for it; see [IndexCheck].
    public List<IndexCheck.Finding> checkIndexes() {
        return new IndexCheck(engine).run();
    }

    /// Compares what is derived from memories with the memories; see [DerivedDataCheck]. Costs a pass over
    /// all of them.
    public DerivedDataCheck.Result checkDerivedData() {
        return new DerivedDataCheck(engine).run();
    }

    /// For tests that count statements and hold connections.
    Database database() {
        return engine.database();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        upkeep.close();
        try {
            engine.access().write(engine.database());
        } catch (MemoryException e) {
            LOG.warn("the latest access times are lost: {}", e.getMessage());
        } finally {
            engine.database().close();
            watch.close();
            pulse.close();
        }
    }
}
