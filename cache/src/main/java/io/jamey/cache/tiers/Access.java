package io.jamey.cache.tiers;

import io.jamey.Memory;
import io.jamey.encoding.Micros;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// When one memory was last used, as far as a layer knows: shared by every entry that holds the memory, so
/// that a use through one is seen through all. Safe for any number of threads.
public final class Access {
    private static final VarHandle LATEST;
    private static final VarHandle QUEUED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LATEST = lookup.findVarHandle(Access.class, "latest", long.class);
            QUEUED = lookup.findVarHandle(Access.class, "queued", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Accesses.MemoryKey key;

    /// In microseconds. Never moves back.
    private volatile long latest = Long.MIN_VALUE;

    /// Whether it waits for the store to be told.
    private volatile boolean queued;

    Access(Accesses.MemoryKey key) {
        this.key = key;
    }

    Accesses.MemoryKey key() {
        return key;
    }

    public long latest() {
        return latest;
    }

    /// Moves on to `time` unless it is there already, and returns where it was.
    public long moveTo(long time) {
        long before = latest;
        while (before < time && !LATEST.compareAndSet(this, before, time)) {
            before = latest;
        }
        return before;
    }

    /// False if it is in the queue already.
    boolean enqueue() {
        return !queued && QUEUED.compareAndSet(this, false, true);
    }

    /// False if it is not in the queue.
    boolean dequeue() {
        return QUEUED.compareAndSet(this, true, false);
    }

    /// The memory with the later of the two times that its store and this layer know.
    public Memory seen(Memory memory) {
        return accessed(memory, moveTo(Micros.of(memory.lastAccessed())));
    }

    /// The memory, last accessed at `time` unless it was later: the same object in the latter case.
    public static Memory accessed(Memory memory, long time) {
        return time > Micros.of(memory.lastAccessed()) ? memory.withLastAccessed(Micros.toInstant(time)) : memory;
    }
}
