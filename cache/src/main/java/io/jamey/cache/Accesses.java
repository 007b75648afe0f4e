package io.jamey.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Last-access times: what this layer answered without the store is told to it later, in batches, with the times
/// when it happened. Until then they are shown from here.
///
/// What an operation evaluates access times in the store calls [#flush()] first.
final class Accesses {
    /// So many that wait are told at once.
    private static final int BATCH = 1_000;
    /// Further ones are forgotten while the store cannot be told.
    private static final int WAITING_MAX = 100_000;
    /// The longest that one waits.
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final MemoryStore store;
    /// Held as long as an entry or the queue holds them: whoever needs a time finds the one all others use.
    private final Cache<Key.OfMemory, Access> known =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
    private final Queue<Access> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /// Held while the store is being told, so that whoever needs it told waits until it is.
    private final ReentrantLock telling = new ReentrantLock();

    Accesses(MemoryStore store) {
        this.store = store;
    }

    Access of(Memory memory) {
        return known.get(new Key.OfMemory(memory.namespace(), memory.id()), Access::new);
    }

    /// Records a use that the store does not hear of, and returns when the last one was.
    long use(Access access, long now) {
        long before = access.moveTo(now);
        if (before < now && waiting.get() < WAITING_MAX) {
            enqueue(access);
        }
        return before;
    }

    /// Records a use that the store has recorded itself, no earlier than `begun`.
    void used(Namespace namespace, Iterable<UUID> ids, long begun) {
        for (UUID id : ids) {
            Access access = known.getIfPresent(new Key.OfMemory(namespace, id));
            if (access != null) {
                access.moveTo(begun);
            }
        }
    }

    /// A memory as its store returned it, with the time it does not know yet.
    Memory seen(Memory memory) {
        Access access = known.getIfPresent(new Key.OfMemory(memory.namespace(), memory.id()));
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
                // They wait again. Who needs the store to know them, or closes it, hears of its fault.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Tells the store all that it does not know. When it returns, nothing that was recorded before is left.
    void flush() {
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
        } catch (RuntimeException e) {
            batch.forEach(this::enqueue);
            throw e;
        }
    }

    /// Tells the store of these memories, which are about to be written to, and forgets them: under their ids
    /// may soon be others.
    void settle(List<Key.OfMemory> keys) {
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
