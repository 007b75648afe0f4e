package io.jamey.embedded;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import io.jamey.embedded.records.FileSizes;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.WriterListener;
import io.jamey.embedded.vectors.RecallProbe;
import io.jamey.embedded.vectors.VectorCodes;
import io.jamey.layers.PlanSource;
import io.jamey.layers.SearchPlans;
import io.jamey.words.WordAnalyzer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A [MemoryStore] in this process: one SQLite file as the truth, and Jamey's own index of vectors, words and
/// attributes beside it, per namespace, in memory.
///
/// ```java
/// try (var store = EmbeddedMemoryStore.open(Path.of("memory.db"))) {
///     store.store(Namespace.of("ann"), NewMemory.of("Prefers tea to coffee").build());
///     store.search(Namespace.of("ann"), SearchRequest.of("What does Ann drink?").build());
/// }
/// ```
///
/// A namespace's index is loaded when it is first searched, filtered or written to - the largest in the background
/// when the store is opened - and dropped when memory is short and it is idle. One process at a time: a second one that
/// opens the file is refused.
public final class EmbeddedMemoryStore implements MemoryStore, PlanSource {
    private final EmbeddedOptions options;
    private final Engine engine;
    private final MemoryReader reader;
    private final MemoryWriter writer;
    private final MemorySearch search;
    private final Upkeep upkeep;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMemoryStore(EmbeddedOptions options, Engine engine, SessionEnds sessionEnds) {
        this.options = options;
        this.engine = engine;
        reader = new MemoryReader(engine);
        writer = new MemoryWriter(engine, sessionEnds);
        search = new MemorySearch(engine, reader);
        upkeep = new Upkeep(engine, writer, search);
        VectorCodes.warmUp(
                task -> Thread.ofPlatform().daemon().name("jamey-warm-up").start(task));
    }

    /// Opens or creates the store in this file, with [EmbeddedOptions#defaults()].
    public static EmbeddedMemoryStore open(Path file) {
        return open(file, EmbeddedOptions.defaults());
    }

    /// Opens or creates the store in this file, and folders on the way to it.
    ///
    /// @throws IllegalArgumentException when the file's embeddings have another dimension than the options ask
    ///     for
    /// @throws io.jamey.MemoryException `UNAVAILABLE` when it is open already, here or in another process,
    ///     cannot be reached, or was written by a newer Jamey; `CORRUPT` when it is no Jamey file. The file is
    ///     then as it was.
    public static EmbeddedMemoryStore open(Path file, EmbeddedOptions options) {
        var residents = new Residents(options.indexBytes());
        var vectors = new VectorCache(options.vectorBytes());
        var sessionEnds = new SessionEnds();
        var listener = new WriterListener() {
            @Override
            public void groupCommitted() {
                sessionEnds.clear();
            }

            @Override
            public void undone() {
                sessionEnds.clear();
            }

            @Override
            public void reopened() {
                sessionEnds.clear();
                residents.clear();
                vectors.clear();
            }
        };
        RecordFile records =
                RecordFile.open(file, Settings.defaults(options.clock()).listener(listener));
        try {
            options.dimension().ifPresent(dimension -> fixDimension(records, dimension));
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
        var engine = new Engine(
                records,
                new FixedDimension(records),
                residents,
                vectors,
                new WordAnalyzer(options.language()),
                options.clock());
        return new EmbeddedMemoryStore(options, engine, sessionEnds);
    }

    private static void fixDimension(RecordFile records, int dimension) {
        records.write(transaction -> {
            var fixed = transaction.dimension();
            if (fixed.isPresent() && fixed.getAsInt() != dimension) {
                throw FixedDimension.other(dimension, fixed.getAsInt());
            }
            transaction.fixDimension(dimension);
            return dimension;
        });
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return writer.storeAll(namespace, List.copyOf(memories));
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
        return writer.update(namespace, id, patch);
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
        return reader.iterate(namespace, filter);
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return reader.count(namespace, filter);
    }

    @Override
    public void touch(Namespace namespace, Collection<UUID> ids) {
        reader.touch(namespace, List.copyOf(ids));
    }

    @Override
    public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
        reader.touchAt(namespace, Map.copyOf(times));
    }

    @Override
    public List<Namespace> namespaces() {
        Instant now = engine.clock().instant();
        return engine.records().read(snapshot -> snapshot.namespaces(now));
    }

    @Override
    public long drop(Namespace namespace) {
        return writer.drop(namespace);
    }

    @Override
    public StoreStatus status() {
        Instant now = engine.clock().instant();
        FileSizes sizes = engine.records().sizes();
        var details = new LinkedHashMap<String, String>();
        details.put("file", engine.records().path().toString());
        details.put("language", options.language().name().toLowerCase(Locale.ROOT));
        details.put("commits_since_open", Long.toString(work().commits()));
        details.put("statements_since_open", Long.toString(work().statements()));
        List<NamespaceIndex> indexes = engine.residents().indexes();
        details.put("index_bytes", Long.toString(engine.residents().bytes()));
        details.put(
                "index_deleted",
                Long.toString(
                        indexes.stream().mapToLong(NamespaceIndex::deleted).sum()));
        details.put("vector_cache_bytes", Long.toString(engine.vectors().bytes()));
        details.put(
                "namespaces_in_memory",
                Integer.toString(engine.residents().namespaces().size()));
        indexes.stream()
                .flatMap(index -> index.lastProbe().stream())
                .min(Comparator.comparingDouble(RecallProbe.Probe::recall))
                .ifPresent(probe -> {
                    details.put("lowest_recall_sampled", Double.toString(probe.recall()));
                    details.put("lowest_recall_effort", Integer.toString(probe.nextEffort()));
                });
        return engine.records()
                .read(snapshot -> new StoreStatus(
                        "embedded",
                        snapshot.countAll(now),
                        snapshot.namespaces(now).size(),
                        snapshot.dimension(),
                        sizes.live(),
                        sizes.total(),
                        details));
    }

    /// What the store has had its file do since it was opened. Live, and still there when the store is closed.
    public StoreWork work() {
        return new StoreWork(engine.records().work());
    }

    /// Waits until the store has done what it does on its own after it was opened: load its largest indexes, have
    /// the loops of searches compiled, read embeddings ahead. All calls work before, some slower: measurements wait
    /// for this, and who wants the first search to be fast. It takes seconds of processor time in a fresh JVM.
    ///
    /// @param max to wait, about
    /// @return whether all was done in time
    /// @throws InterruptedException if the thread was interrupted; the store goes on
    public boolean awaitSettled(Duration max) throws InterruptedException {
        long end = System.nanoTime() + max.toNanos();
        return upkeep.await(max) && VectorCodes.awaitWarmUp(Duration.ofNanos(end - System.nanoTime()));
    }

    /// Gives the room of deleted memories back to the disk, and leaves no byte of them in the file or its log.
    /// Returns by how many bytes the two have shrunk. Costs a pass over the free pages and loads every index
    /// that is saved in the file; writes go on in between.
    public long compact() {
        // What is saved of an index may tell of memories deleted since, even if the process died in between.
        for (Namespace namespace : engine.records().read(Snapshot::namespacesWithChunks)) {
            try (Residents.Lease lease = engine.lease(namespace)) {
                new SavedIndex(engine, namespace).save(lease.index());
            }
        }
        return engine.records().compact();
    }

    /// Checks every record and compares the index of every namespace with its records. Costs a pass over the
    /// file, and loads every index once; reads and writes go on meanwhile.
    public Verification verify() {
        return new Verifier(engine).run();
    }

    /// Forgets everything derived from the records, in memory and in the file; it is derived again on the next
    /// use.
    public void rebuild() {
        engine.records()
                .write(
                        transaction -> {
                            List<Namespace> all = transaction.namespaces(Instant.MIN);
                            all.forEach(namespace -> new SavedIndex(engine, namespace).delete(transaction));
                            return all;
                        },
                        _ -> {
                            engine.residents().clear();
                            engine.vectors().clear();
                        });
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            upkeep.close();
        } finally {
            engine.records().close();
        }
    }
}
