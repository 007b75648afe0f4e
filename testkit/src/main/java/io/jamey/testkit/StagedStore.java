package io.jamey.testkit;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// A store that a test can hold still between doing a thing and answering, and make fail there; it counts what it
/// is asked.
public final class StagedStore extends ForwardingMemoryStore {
    private static final int HUNG_AFTER_SECONDS = 30;

    public final AtomicInteger retrieves = new AtomicInteger();
    public final AtomicInteger searches = new AtomicInteger();
    private final AtomicReference<Pause> next = new AtomicReference<>(new Pause(0));
    private volatile boolean failing;

    public StagedStore(MemoryStore store) {
        super(store);
    }

    /// A call that is held after it has done what it does.
    public static final class Pause {
        private final CountDownLatch reached;
        private final CountDownLatch over = new CountDownLatch(1);

        private Pause(int calls) {
            reached = new CountDownLatch(calls);
        }

        /// Returns when the call is held; fails if the caller is done without having asked the store.
        public void awaitReached(Future<?> caller) {
            while (reached.getCount() > 0) {
                if (caller.isDone() && reached.getCount() > 0) {
                    throw new AssertionError("the store was not asked");
                }
                Thread.onSpinWait();
            }
        }

        public void end() {
            over.countDown();
        }
    }

    /// Holds the next call of those below.
    public Pause pauseNext() {
        var pause = new Pause(1);
        next.set(pause);
        return pause;
    }

    /// Whether every write from now on happens, and fails.
    public void failAfterWriting(boolean value) {
        failing = value;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(HUNG_AFTER_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("hangs");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <T> T staged(Supplier<T> call) {
        T answer = call.get();
        Pause pause = next.getAndSet(new Pause(0));
        if (pause.reached.getCount() > 0) {
            pause.reached.countDown();
            await(pause.over);
        }
        return answer;
    }

    private <T> T written(Supplier<T> call) {
        T answer = staged(call);
        if (failing) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the answer was lost");
        }
        return answer;
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        retrieves.incrementAndGet();
        return staged(() -> super.retrieveBatch(namespace, ids));
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        searches.incrementAndGet();
        return staged(() -> super.search(namespace, request));
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        return staged(() -> super.count(namespace, filter));
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        return written(() -> super.storeAll(namespace, memories));
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return written(() -> super.update(namespace, id, patch));
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        return written(() -> super.deleteBatch(namespace, ids));
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return written(() -> super.deleteMatching(namespace, filter));
    }

    @Override
    public long drop(Namespace namespace) {
        return written(() -> super.drop(namespace));
    }
}
