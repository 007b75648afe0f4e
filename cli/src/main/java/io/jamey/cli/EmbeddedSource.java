package io.jamey.cli;

import io.jamey.MemoryStore;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.EmbeddedOptions;
import io.jamey.embedded.StoreWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The embedded store, to be measured.
final class EmbeddedSource implements StoreSource {
    static final String FILE = "memory.db";
    private static final Duration SETTLING_MAX = Duration.ofMinutes(3);

    /// Of all stores opened here; the stores themselves may be gone.
    private final Queue<StoreWork> works = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public MemoryStore open(Path folder) {
        return counted(EmbeddedMemoryStore.open(folder.resolve(FILE)));
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        return counted(EmbeddedMemoryStore.open(
                folder.resolve(FILE), EmbeddedOptions.defaults().vectorBytes(0)));
    }

    private MemoryStore counted(EmbeddedMemoryStore store) {
        works.add(store.work());
        return store;
    }

    @Override
    public Work work() {
        double commits = 0;
        double statements = 0;
        for (StoreWork work : works) {
            commits += work.commits();
            statements += work.statements();
        }
        return Work.of(Count.COMMITS, commits).with(Count.STATEMENTS, statements);
    }

    @Override
    public void settle(MemoryStore store) {
        try {
            if (!((EmbeddedMemoryStore) store).awaitSettled(SETTLING_MAX)) {
                throw new IllegalStateException("the store was still loading after " + SETTLING_MAX.toSeconds()
                        + " s: nothing can be measured");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store was loading", e);
        }
    }

    @Override
    public void compact(MemoryStore store) {
        ((EmbeddedMemoryStore) store).compact();
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        MemoryStore store = open(folder);
        settle(store);
        return new CachedMemoryStore(store, CacheOptions.defaults().bytes(bytes));
    }
}
