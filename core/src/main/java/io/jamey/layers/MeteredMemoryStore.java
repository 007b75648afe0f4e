package io.jamey.layers;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.performance.Operation;
import io.jamey.performance.OperationListener;
import io.jamey.performance.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A store that reports each operation when it has ended: what it was, how long it took and how it went.
///
/// ```java
/// var metrics = new OperationMetrics();
/// var store = new MeteredMemoryStore(EmbeddedMemoryStore.open(file), metrics);
/// ```
///
/// `touch`, which only makes a note, and what is administrative are not reported. **Costs**: two looks at the clock and
/// what the listener does; nothing is allocated. Whatever the listener throws is logged once and changes no answer.
///
/// Closing it closes the store.
public final class MeteredMemoryStore extends ForwardingMemoryStore {
    private static final Logger LOG = System.getLogger(MeteredMemoryStore.class.getName());

    private final OperationListener listener;
    private final SearchPlans plans;
    private final AtomicBoolean listenerFailed = new AtomicBoolean();

    public MeteredMemoryStore(MemoryStore store, OperationListener listener) {
        this(store, listener, new SearchPlans());
    }

    /// @param plans of searches, from a layer below that explains them all
    public MeteredMemoryStore(MemoryStore store, OperationListener listener, SearchPlans plans) {
        super(store);
        this.listener = listener;
        this.plans = plans;
    }

    @Override
    public Memory store(Namespace namespace, NewMemory memory) {
        long begin = System.nanoTime();
        try {
            Memory stored = inner().store(namespace, memory);
            succeeded(Operation.STORE, begin, 1);
            return stored;
        } catch (RuntimeException | Error e) {
            failed(Operation.STORE, begin, e);
            throw e;
        }
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        long begin = System.nanoTime();
        try {
            List<Memory> stored = inner().storeAll(namespace, memories);
            succeeded(one(stored.size()) ? Operation.STORE : Operation.STORE_BATCH, begin, stored.size());
            return stored;
        } catch (RuntimeException | Error e) {
            failed(one(memories) ? Operation.STORE : Operation.STORE_BATCH, begin, e);
            throw e;
        }
    }

    @Override
    public Optional<Memory> retrieve(Namespace namespace, UUID id) {
        long begin = System.nanoTime();
        try {
            Optional<Memory> found = inner().retrieve(namespace, id);
            succeeded(Operation.RETRIEVE, begin, found.isPresent() ? 1 : 0);
            return found;
        } catch (RuntimeException | Error e) {
            failed(Operation.RETRIEVE, begin, e);
            throw e;
        }
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        long begin = System.nanoTime();
        try {
            Map<UUID, Memory> found = inner().retrieveBatch(namespace, ids);
            succeeded(one(ids) ? Operation.RETRIEVE : Operation.RETRIEVE_BATCH, begin, found.size());
            return found;
        } catch (RuntimeException | Error e) {
            failed(one(ids) ? Operation.RETRIEVE : Operation.RETRIEVE_BATCH, begin, e);
            throw e;
        }
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        plans.forget();
        long begin = System.nanoTime();
        try {
            SearchResult found = inner().search(namespace, request);
            SearchPlan plan = found.plan().or(plans::latest).orElse(null);
            report(Operation.SEARCH, Outcome.OK, begin, found.matches().size(), plan);
            return found;
        } catch (RuntimeException | Error e) {
            failed(Operation.SEARCH, begin, e);
            throw e;
        }
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        long begin = System.nanoTime();
        try {
            Optional<Memory> updated = inner().update(namespace, id, patch);
            succeeded(Operation.UPDATE, begin, updated.isPresent() ? 1 : 0);
            return updated;
        } catch (RuntimeException | Error e) {
            failed(Operation.UPDATE, begin, e);
            throw e;
        }
    }

    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        long begin = System.nanoTime();
        try {
            long updated = inner().updateMatching(namespace, filter, patch);
            succeeded(Operation.SWEEP, begin, updated);
            return updated;
        } catch (RuntimeException | Error e) {
            failed(Operation.SWEEP, begin, e);
            throw e;
        }
    }

    @Override
    public boolean delete(Namespace namespace, UUID id) {
        long begin = System.nanoTime();
        try {
            boolean deleted = inner().delete(namespace, id);
            succeeded(Operation.DELETE, begin, deleted ? 1 : 0);
            return deleted;
        } catch (RuntimeException | Error e) {
            failed(Operation.DELETE, begin, e);
            throw e;
        }
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        long begin = System.nanoTime();
        try {
            int deleted = inner().deleteBatch(namespace, ids);
            succeeded(one(ids) ? Operation.DELETE : Operation.DELETE_BATCH, begin, deleted);
            return deleted;
        } catch (RuntimeException | Error e) {
            failed(one(ids) ? Operation.DELETE : Operation.DELETE_BATCH, begin, e);
            throw e;
        }
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        long begin = System.nanoTime();
        try {
            long deleted = inner().deleteMatching(namespace, filter);
            succeeded(Operation.SWEEP, begin, deleted);
            return deleted;
        } catch (RuntimeException | Error e) {
            failed(Operation.SWEEP, begin, e);
            throw e;
        }
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        long begin = System.nanoTime();
        try {
            Page page = inner().listPaginated(namespace, request);
            succeeded(Operation.LIST, begin, page.items().size());
            return page;
        } catch (RuntimeException | Error e) {
            failed(Operation.LIST, begin, e);
            throw e;
        }
    }

    @Override
    public Stream<Memory> iterate(Namespace namespace, Filter filter) {
        long begin = System.nanoTime();
        try {
            Stream<Memory> memories = inner().iterate(namespace, filter);
            return TimedReading.of(memories, System.nanoTime() - begin, this::tell);
        } catch (RuntimeException | Error e) {
            failed(Operation.ITERATE, begin, e);
            throw e;
        }
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        long begin = System.nanoTime();
        try {
            long count = inner().count(namespace, filter);
            succeeded(Operation.COUNT, begin, count);
            return count;
        } catch (RuntimeException | Error e) {
            failed(Operation.COUNT, begin, e);
            throw e;
        }
    }

    @Override
    public long drop(Namespace namespace) {
        long begin = System.nanoTime();
        try {
            long dropped = inner().drop(namespace);
            succeeded(Operation.SWEEP, begin, dropped);
            return dropped;
        } catch (RuntimeException | Error e) {
            failed(Operation.SWEEP, begin, e);
            throw e;
        }
    }

    @Override
    public String toString() {
        return "MeteredMemoryStore[" + inner() + "]";
    }

    private static boolean one(int size) {
        return size == 1;
    }

    /// Also of what a caller gave by mistake.
    private static boolean one(@Nullable Collection<?> given) {
        return given != null && given.size() == 1;
    }

    private void succeeded(Operation operation, long begin, long memories) {
        report(operation, Outcome.OK, begin, memories, null);
    }

    private void failed(Operation operation, long begin, Throwable thrown) {
        report(operation, Outcome.of(thrown), begin, 0, null);
    }

    private void report(Operation operation, Outcome outcome, long begin, long memories, @Nullable SearchPlan plan) {
        tell(operation, outcome, System.nanoTime() - begin, memories, plan);
    }

    private void tell(Operation operation, Outcome outcome, long nanos, long memories, @Nullable SearchPlan plan) {
        try {
            listener.finished(operation, outcome, nanos, memories, plan);
        } catch (RuntimeException e) {
            if (!listenerFailed.getAndSet(true)) {
                LOG.log(Level.WARNING, "whoever is told of operations failed; it is still told, but not of this", e);
            }
        }
    }
}
