package io.jamey.server.rest;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.http.Call;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// New memories under an [IdempotencyKey]. Requests under one key come one after the other, so that each finds all of
/// what another stored, or nothing.
final class IdempotentWrites {
    private static final int STRIPES = 256;

    private final MemoryStore store;
    private final Lock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    IdempotentWrites(MemoryStore store) {
        this.store = store;
    }

    /// How new memories are stored.
    interface Storing {
        List<Memory> store(List<NewMemory> memories);
    }

    /// Stores the memories; once, if the call has a key.
    List<Memory> write(Call call, Namespace namespace, List<NewMemory> memories, Storing storing) {
        return IdempotencyKey.of(call, namespace)
                .map(key -> once(key, namespace, memories, storing))
                .orElseGet(() -> storing.store(memories));
    }

    private List<Memory> once(IdempotencyKey key, Namespace namespace, List<NewMemory> memories, Storing storing) {
        Lock lock = stripes[Math.floorMod(key.hashCode(), STRIPES)];
        lock.lock();
        try {
            key.requireSameRequest(store, namespace, memories);
            return storing.store(key.named(memories));
        } catch (MemoryException e) {
            throw IdempotencyKey.explained(e);
        } finally {
            lock.unlock();
        }
    }
}
