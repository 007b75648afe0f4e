package io.jamey.bench.dataset;

import io.jamey.MemoryStore;
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

/// Embedded stores, for tests.
public final class FileStores implements StoreSource {
    private final Queue<StoreWork> works = new ConcurrentLinkedQueue<>();
    private int opened;

    /// How many stores were opened.
    public int opened() {
        return opened;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public MemoryStore open(Path folder) {
        opened++;
        return counted(EmbeddedMemoryStore.open(folder.resolve("memory.db")));
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        return counted(EmbeddedMemoryStore.open(
                folder.resolve("memory.db"), EmbeddedOptions.defaults().vectorBytes(0)));
    }

    private MemoryStore counted(EmbeddedMemoryStore store) {
        works.add(store.work());
        return store;
    }

    @Override
    public Work work() {
        return works.stream()
                .map(work -> Work.of(Count.COMMITS, (double) work.commits())
                        .with(Count.STATEMENTS, (double) work.statements()))
                .reduce(Work.NOTHING, Work::plus);
    }

    @Override
    public void settle(MemoryStore store) {
        try {
            if (!((EmbeddedMemoryStore) store).awaitSettled(Duration.ofMinutes(1))) {
                throw new IllegalStateException("the store was still loading after a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void compact(MemoryStore store) {
        ((EmbeddedMemoryStore) store).compact();
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        return new CachedMemoryStore(open(folder), CacheOptions.defaults().bytes(bytes));
    }
}
