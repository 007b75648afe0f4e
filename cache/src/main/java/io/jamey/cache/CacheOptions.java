package io.jamey.cache;

import io.jamey.MemoryType;
import java.time.Duration;
import java.time.InstantSource;

/// How a [CachedMemoryStore] is opened.
///
/// @param bytes memory for all that is kept, an estimate that counts embeddings; at least 1 MiB
/// @param lifetimes how long it may be served
/// @param clock the clock of the store that is wrapped, injected for tests
public record CacheOptions(long bytes, Lifetimes lifetimes, InstantSource clock) {
    private static final long BYTES_MIN = 1 << 20;

    public CacheOptions {
        if (bytes < BYTES_MIN) {
            throw new IllegalArgumentException("bytes must be at least 1 MiB, not " + bytes);
        }
    }

    /// A tenth of the heap, 60 seconds, an hour, the system's clock.
    public static CacheOptions defaults() {
        return new CacheOptions(
                Math.max(BYTES_MIN, Runtime.getRuntime().maxMemory() / 10),
                Lifetimes.defaults(),
                InstantSource.system());
    }

    public CacheOptions bytes(long value) {
        return new CacheOptions(value, lifetimes, clock);
    }

    public CacheOptions lifetimes(Lifetimes value) {
        return new CacheOptions(bytes, value, clock);
    }

    public CacheOptions changing(Duration value) {
        return lifetimes(lifetimes.changing(value));
    }

    public CacheOptions stable(Duration value) {
        return lifetimes(lifetimes.stable(value));
    }

    /// Memories of this type live this long.
    public CacheOptions type(MemoryType type, Lifetime lifetime) {
        return lifetimes(lifetimes.type(type, lifetime));
    }

    public CacheOptions clock(InstantSource value) {
        return new CacheOptions(bytes, lifetimes, value);
    }
}
