package io.jamey.bench.load;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A memory that the store has acknowledged.
final class Kept {
    private final int namespace;
    private final long row;
    private final UUID id;
    private final AtomicLong version = new AtomicLong(1);
    private volatile boolean claimed;

    /// @param row of the sample memories, whose metadata it has
    Kept(int namespace, long row, UUID id) {
        this.namespace = namespace;
        this.row = row;
        this.id = id;
    }

    int namespace() {
        return namespace;
    }

    long row() {
        return row;
    }

    UUID id() {
        return id;
    }

    /// The newest version that the store has acknowledged.
    long version() {
        return version.get();
    }

    void acknowledge(long newer) {
        version.accumulateAndGet(newer, Math::max);
    }

    /// Says, before anybody deletes it, that it may be gone from now on.
    void claim() {
        claimed = true;
    }

    boolean isClaimed() {
        return claimed;
    }
}
