package io.jamey.server.rest;

import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Keeps a memory as it is between the look at its version and the deletion that depends on it, for the store deletes
/// whatever version there is. Changes need no more than to know of it: the store itself checks versions for them.
final class VersionLocks {
    private static final int STRIPES = 64;

    private final ReentrantReadWriteLock[] stripes =
            Stream.generate(ReentrantReadWriteLock::new).limit(STRIPES).toArray(ReentrantReadWriteLock[]::new);

    /// Beside others that share.
    <T> T sharing(UUID id, Supplier<T> work) {
        return holding(stripe(id).readLock(), work);
    }

    <T> T alone(UUID id, Supplier<T> work) {
        return holding(stripe(id).writeLock(), work);
    }

    private ReentrantReadWriteLock stripe(UUID id) {
        return stripes[Math.floorMod(id.hashCode(), STRIPES)];
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
