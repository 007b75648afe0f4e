package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CacheStatistics;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.metrics.CacheReading;
import io.jamey.metrics.CircuitState;
import io.jamey.metrics.Dependencies;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.alerts.Alert;
import io.jamey.metrics.alerts.Alerts;
import io.jamey.performance.Budgets;
import io.jamey.performance.DurationHistogram;
import io.jamey.performance.Operation;
import io.jamey.server.access.Admission;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A cached store under load whose faults can be switched on and off, with its metrics for Prometheus and its
/// own eye on the alerts, whose clock may run faster.
final class Watched implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.of("load");
    private static final int MEMORIES = 6_000;
    private static final int DIMENSION = 32;
    private static final int HOT = 40;
    private static final int HEAP_SHARE_PERCENT = 84;

    /// What can go wrong here.
    enum Fault {
        SLOW_STORE("JameyOperationSlow", Duration.ofMinutes(5), Duration.ZERO),
        /// A fifth of two minutes' requests must have missed.
        COLD_CACHE("JameyCacheHitRateLow", Duration.ofMinutes(10), Duration.ofSeconds(24)),
        EXHAUSTED_POOL("JameyPoolExhausted", Duration.ofMinutes(1), Duration.ZERO),
        FULL_HEAP("JameyMemoryHigh", Duration.ofMinutes(5), Duration.ZERO);

        /// An evaluation, a scrape, and what the machine takes.
        private static final Duration SLACK = Duration.ofSeconds(30);

        final String alert;
        /// It fires no sooner.
        final Duration earliest;
        private final Duration crossing;

        /// @param hold how long it must have been bad
        /// @param crossing how long it takes until the figure of a window is bad
        Fault(String alert, Duration hold, Duration crossing) {
            this.alert = alert;
            earliest = hold;
            this.crossing = crossing;
        }

        Duration latest() {
            return earliest.plus(crossing).plus(SLACK);
        }
    }

    private final StoreMetrics metrics;
    private final ProcessMetrics process = new ProcessMetrics();
    private final MetricsServer served;
    private final AlertWatch watch;
    private final DurationHistogram statements = new DurationHistogram();
    private final List<UUID> ids;
    private final AtomicInteger next = new AtomicInteger(HOT);
    private final List<byte[]> ballast = new ArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread loader;
    private volatile boolean slow;
    private volatile boolean cold;
    private volatile boolean exhausted;
    private volatile boolean closed;

    /// @param speed how many times faster the alerts' clock runs
    Watched(Path folder, int speed) {
        var cached =
                new CachedMemoryStore(EmbeddedMemoryStore.open(folder.resolve("memory.db")), CacheOptions.defaults());
        ids = fill(cached);
        metrics = StoreMetrics.of(
                new Faulty(cached),
                MetricsOptions.defaults()
                        .budgets(Budgets.defaults()
                                .tightenedBy(Map.of(
                                        Operation.SEARCH,
                                        Duration.ofMillis(10),
                                        Operation.RETRIEVE,
                                        Duration.ofMillis(10))))
                        .dependencies(Dependencies.none()
                                .pool("postgres", this::pool)
                                .database("postgresql", statements::snapshot)
                                .cacheTimes("redis", statements::snapshot)
                                .circuit("redis", () -> CircuitState.CLOSED))
                        .cache(() -> reading(cached.statistics())));
        var rejections = new Rejections();
        MeterBinder[] parts = {metrics, process, rejections};
        served = MetricsServer.start(ServerOptions.defaults().port(0), Admission.open(), true, parts);
        Instant start = Instant.now();
        InstantSource clock =
                () -> start.plus(Duration.between(start, Instant.now()).multipliedBy(speed));
        watch = AlertWatch.start(clock, Alerts.INTERVAL.dividedBy(speed), parts);
        loader = Thread.ofVirtual().start(this::load);
        Thread.ofVirtual().start(this::statements);
    }

    private static List<UUID> fill(MemoryStore store) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < MEMORIES; i += 500) {
            var batch = new ArrayList<NewMemory>();
            for (int j = 0; j < 500; j++) {
                batch.add(NewMemory.of("memory number " + (i + j))
                        .embedding(embedding(i + j))
                        .build());
            }
            store.storeAll(NAMESPACE, batch).stream().map(Memory::id).forEach(ids::add);
        }
        return ids;
    }

    /// No two alike, so that the recall of searches for them can be probed.
    private static Embedding embedding(int number) {
        var random = new SplittableRandom(number);
        var vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Embedding.of(vector);
    }

    private static CacheReading reading(CacheStatistics cache) {
        return new CacheReading(
                cache.entries(),
                cache.bytes(),
                cache.bytesMax(),
                cache.hits(),
                cache.misses(),
                cache.stale(),
                cache.evictions());
    }

    /// What `/metrics` answers.
    String metrics() {
        try (var in = served.uri().resolve("/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Host and port of `/metrics`.
    String target() {
        return served.uri().getAuthority();
    }

    List<Alert> alerts() {
        return watch.current();
    }

    /// Searches and reads, some 20 and 100 a second, whoever is still waiting; now and then something else.
    private void load() {
        for (int turn = 0; !closed; turn++) {
            int now = turn;
            callers.execute(() -> operations(now));
            Prometheus.pause(50);
        }
    }

    private void operations(int turn) {
        MemoryStore store = metrics.store();
        try {
            for (int i = 0; i < 5; i++) {
                int place = cold
                        ? next.getAndIncrement() % MEMORIES
                        : ThreadLocalRandom.current().nextInt(HOT);
                store.retrieve(NAMESPACE, ids.get(place));
            }
            if (turn % 20 == 0) {
                Namespace other = Namespace.of("other");
                UUID id = store.store(other, NewMemory.of("again").build()).id();
                store.update(other, id, MemoryPatch.change().importance(0.7).build());
                store.listPaginated(other, PageRequest.of(10));
                store.delete(other, id);
                store.search(other, SearchRequest.of("broken").limit(1).build());
            }
            store.search(NAMESPACE, SearchRequest.of("memory number 7").limit(3).build());
        } catch (MemoryException | IllegalStateException _) {
            // planted, or the end
        }
    }

    void begin(Fault fault) {
        switch (fault) {
            case SLOW_STORE -> slow = true;
            case COLD_CACHE -> cold = true;
            case EXHAUSTED_POOL -> exhausted = true;
            case FULL_HEAP -> fillHeap();
        }
    }

    void end(Fault fault) {
        switch (fault) {
            case SLOW_STORE -> slow = false;
            case COLD_CACHE -> cold = false;
            case EXHAUSTED_POOL -> exhausted = false;
            case FULL_HEAP -> {
                ballast.clear();
                System.gc();
            }
        }
    }

    private void fillHeap() {
        System.gc();
        long wanted = process.heapMax() / 100 * HEAP_SHARE_PERCENT - process.heapLive();
        // Small ones: of a quarter of a megabyte, only three fit into a region of the heap.
        for (int piece = 16 << 10; wanted > 0; wanted -= piece) {
            ballast.add(new byte[piece]);
        }
        System.gc();
    }

    @Override
    public void close() {
        closed = true;
        ballast.clear();
        try {
            loader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        callers.close();
        watch.close();
        served.close();
        process.close();
        metrics.store().close();
    }

    /// Slow on demand, and always down for searches of what is broken.
    private final class Faulty extends ForwardingMemoryStore {
        Faulty(MemoryStore inner) {
            super(inner);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            if (request.text().filter("broken"::equals).isPresent()) {
                throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "planted");
            }
            if (slow) {
                Prometheus.pause(600);
            }
            return super.search(namespace, request);
        }
    }

    /// The pool of a store that has one.
    private PoolReading pool() {
        return exhausted ? new PoolReading(10, 0, 10, 4, 0) : new PoolReading(2, 8, 10, 0, 0);
    }

    private void statements() {
        while (!closed) {
            statements.record(Duration.ofMillis(2).toNanos());
            Prometheus.pause(50);
        }
    }
}
