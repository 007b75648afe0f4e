package io.jamey.embedded;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.embedded.vectors.RecallProbe;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an open store does on its own, on one thread: load indexes ahead at first, then, once a second, delete expired
/// records, code vectors anew where a namespace has moved away from the mean its codes were made around, read
/// embeddings ahead, save indexes. What fails in one namespace keeps nothing else from being done.
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int SWEEP_MEMORIES = 1_000;
    private static final long PERIOD_MILLIS = 1_000;

    /// Writes to a namespace after which its index is saved again.
    private static final long UNSAVED_CHANGES = 10_000;

    /// Vectors from which on a namespace's recall is sampled.
    private static final int PROBED_MIN = 1_000;

    private final Engine engine;
    private final MemoryWriter writer;
    /// Per namespace the changes its index had seen when it was saved; for the thread, and after its end for
    /// [#close].
    private final Map<Namespace, Long> saved = new HashMap<>();
    /// The indexes whose embeddings were read ahead; for the thread.
    private final Set<NamespaceIndex> readAhead = Collections.newSetFromMap(new WeakHashMap<>());

    /// How many vectors each index has when it is probed next; for the thread.
    private final Map<NamespaceIndex, Integer> probeAt = new WeakHashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jamey-upkeep").factory());

    Upkeep(Engine engine, MemoryWriter writer, MemorySearch search) {
        this.engine = engine;
        this.writer = writer;
        thread.execute(() -> preload(new Preloader(engine, search, thread::isShutdown)));
        var _ = thread.scheduleWithFixedDelay(this::run, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void run() {
        attempt(this::sweep);
        for (Consumer<Namespace> step : List.<Consumer<Namespace>>of(this::recentre, this::readAhead, this::probe)) {
            engine.residents().namespaces().forEach(namespace -> attempt(() -> step.accept(namespace)));
        }
        attempt(() -> save(UNSAVED_CHANGES));
        attempt(() -> engine.residents().makeRoom(engine));
    }

    /// Whatever is thrown ends this step alone: an exception that gets out would end all further upkeep.
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (MemoryException e) {
            LOG.warn("upkeep failed and will be tried again: {}", e.getMessage());
        } catch (IllegalStateException e) {
            LOG.debug("upkeep ends with the store", e);
        } catch (RuntimeException | Error e) {
            LOG.error("upkeep failed and will be tried again", e);
        }
    }

    private void sweep() {
        while (writer.sweep(SWEEP_MEMORIES) == SWEEP_MEMORIES && !thread.isShutdown()) {
            // More may be due.
        }
    }

    private static void preload(Preloader preloader) {
        try {
            preloader.run();
        } catch (MemoryException e) {
            LOG.warn("indexes are loaded when they are used first: {}", e.getMessage());
        } catch (IllegalStateException e) {
            LOG.debug("loading ahead ends with the store", e);
        }
    }

    /// Waits until loading ahead is done and what is due now has been seen to. Returns whether that was in time.
    boolean await(Duration max) throws InterruptedException {
        try {
            thread.submit(this::run).get(max.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("upkeep failed", e.getCause());
        }
    }

    private void recentre(Namespace namespace) {
        Optional<NamespaceIndex> index = engine.residents().ifResident(namespace);
        if (index.isPresent()) {
            var vectors = new StoredVectors(engine, namespace, index.get().slots());
            for (int chunk : index.get().stale()) {
                if (!thread.isShutdown()) {
                    index.get().recentre(chunk, vectors);
                }
            }
        }
    }

    /// Once for each index that is loaded, as far as there is room.
    private void readAhead(Namespace namespace) {
        engine.residents().ifResident(namespace).ifPresent(index -> {
            if (readAhead.add(index)) {
                var embeddings = new StoredVectors(engine, namespace, index.slots());
                index.readAhead(
                        embeddings,
                        () -> thread.isShutdown() || engine.vectors().isNearlyFull());
            }
        });
    }

    /// Samples what searches find: when an index was loaded, when it has doubled, and when that made them try
    /// harder.
    private void probe(Namespace namespace) {
        engine.residents().ifResident(namespace).ifPresent(index -> {
            int vectors = index.read(() -> index.slots().embedded().cardinality());
            if (vectors >= probeAt.getOrDefault(index, PROBED_MIN)) {
                var embeddings = new StoredVectors(engine, namespace, index.slots());
                Optional<RecallProbe.Probe> found = index.probe(embeddings, thread::isShutdown);
                boolean raised = found.isPresent() && found.get().raises();
                if (raised) {
                    LOG.info(
                            "searches of namespace {} found {} of the closest and will try harder",
                            namespace,
                            found.get().recall());
                }
                probeAt.put(index, raised ? vectors : 2 * vectors);
            }
        });
    }

    /// Saves the indexes in memory that have changed much since the last time.
    private void save(long changesMin) {
        for (Namespace namespace : engine.residents().namespaces()) {
            engine.residents().ifResident(namespace).ifPresent(index -> {
                long changes = index.changes();
                if (changes - saved.getOrDefault(namespace, 0L) >= changesMin) {
                    engine.save(namespace, index);
                    saved.put(namespace, changes);
                }
            });
        }
        saved.keySet().retainAll(engine.residents().namespaces());
    }

    /// Waits for what is running, then saves all indexes in memory, so that the next opening is fast.
    @Override
    public void close() {
        thread.close();
        save(1);
    }
}
