package io.jamey.cache.tiers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.encoding.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Last-access times: what a layer answered without the store is told to it later, in batches, with the times
/// when it happened. Until then they are shown from here.
///
/// What an operation evaluates access times in the store calls [#flush()] first.
public final class Accesses {
    /// So many that wait are told at once.
    private static final int BATCH = 1_000;
    /// Further ones are forgotten while the store cannot be told.
    private static final int WAITING_MAX = 100_000;
    /// The longest that one waits.
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final MemoryStore store;
    private final Cache<MemoryKey, Access> known;
    private final Queue<Access> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /// Held while the store is being told, so that whoever needs it told waits until it is.
    private final ReentrantLock telling = new ReentrantLock();

    private Accesses(MemoryStore store, Caffeine<Object, Object> known) {
        this.store = store;
        this.known = known.executor(Runnable::run).build();
    }

    /// One memory of the store.
    record MemoryKey(Namespace namespace, UUID id) {}

    /// For a tier whose entries hold what [#of(Memory)] returned: it is remembered as long as they, or the queue,
    /// hold it. Whoever needs a time finds the one all others use.
    public static Accesses heldByEntries(MemoryStore store) {
        return new Accesses(store, Caffeine.newBuilder().weakValues());
    }

    /// For a tier whose entries are elsewhere: the latest so many memories are remembered. Of those before, an
    /// entry shows the time it was made with.
    public static Accesses remembered(MemoryStore store, int memories) {
        return new Accesses(store, Caffeine.newBuilder().maximumSize(memories));
    }

    public Access of(Memory memory) {
        return known.get(new MemoryKey(memory.namespace(), memory.id()), Access::new);
    }

    /// Records a use that the store does not hear of, and returns when the last one was.
    public long use(Access access, long now) {
        long before = access.moveTo(now);
        if (before < now && waiting.get() < WAITING_MAX) {
            enqueue(access);
        }
        return before;
    }

    /// Records a use that the store has recorded itself, no earlier than `begun`.
    public void used(Namespace namespace, Iterable<UUID> ids, long begun) {
        for (UUID id : ids) {
            Access access = known.getIfPresent(new MemoryKey(namespace, id));
            if (access != null) {
                access.moveTo(begun);
            }
        }
    }

    /// A memory as its store returned it, with the time it does not know yet.
    public Memory seen(Memory memory) {
        Access access = known.getIfPresent(new MemoryKey(memory.namespace(), memory.id()));
        return access == null ? memory : access.seen(memory);
    }

    private void enqueue(Access access) {
        if (access.enqueue()) {
            queue.add(access);
            int now = waiting.incrementAndGet();
            if (now == 1) {
                inBackground(DELAY);
            } else if (now % BATCH == 0) {
                inBackground(Duration.ZERO);
            }
        }
    }

    private void inBackground(Duration delay) {
        Thread.ofVirtual().name("jamey-accesses").start(() -> {
            try {
                Thread.sleep(delay);
                flush();
            } catch (MemoryException | IllegalStateException e) {
                // They wait again, unless the store is closed. Who needs it to know them, or closes it, hears of this.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Tells the store all that it does not know. When it returns, nothing that was recorded before is left.
    public void flush() {
        telling.lock();
        try {
            for (List<Access> batch = next(); !batch.isEmpty(); batch = next()) {
                tell(batch);
            }
        } finally {
            telling.unlock();
        }
    }

    private List<Access> next() {
        var batch = new ArrayList<Access>();
        Access access = queue.poll();
        while (access != null) {
            waiting.decrementAndGet();
            if (access.dequeue()) {
                batch.add(access);
            }
            access = batch.size() < Limits.BATCH ? queue.poll() : null;
        }
        return batch;
    }

    private void tell(List<Access> batch) {
        try {
            Map<Namespace, Map<UUID, Instant>> times = new HashMap<>();
            for (Access access : batch) {
                times.computeIfAbsent(access.key().namespace(), _ -> new HashMap<>())
                        .put(access.key().id(), Micros.toInstant(access.latest()));
            }
            times.forEach(store::touchAt);
        } catch (IllegalStateException e) {
            throw e; // the store is closed, and will not open again
        } catch (RuntimeException e) {
            batch.forEach(this::enqueue);
            throw e;
        }
    }

    /// Tells the store of these memories, which are about to be written to, and forgets them: under their ids
    /// may soon be others.
    public void settle(Namespace namespace, Collection<UUID> ids) {
        List<MemoryKey> keys =
                ids.stream().map(id -> new MemoryKey(namespace, id)).toList();
        List<Access> held =
                keys.stream().map(known::getIfPresent).filter(Objects::nonNull).toList();
        if (held.isEmpty()) {
            return;
        }
        telling.lock();
        try {
            List<Access> untold = held.stream().filter(Access::dequeue).toList();
            if (!untold.isEmpty()) {
                tell(untold);
            }
        } finally {
            telling.unlock();
        }
        known.invalidateAll(keys);
    }
}
