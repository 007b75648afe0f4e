package io.jamey.cache;

import io.jamey.MemoryType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// How a [CachedMemoryStore] is opened.
///
/// @param bytes memory for all that is kept, an estimate that counts embeddings; at least 1 MiB
/// @param changing lifetime of what is [Lifetime#CHANGING], 60 to 300 seconds
/// @param stable lifetime of what is [Lifetime#STABLE], at least an hour
/// @param types memories of these types live this long; all others are stable
/// @param clock the clock of the store that is wrapped, injected for tests
public record CacheOptions(
        long bytes, Duration changing, Duration stable, Map<MemoryType, Lifetime> types, InstantSource clock) {
    private static final long BYTES_MIN = 1 << 20;
    private static final Duration CHANGING_MIN = Duration.ofMinutes(1);
    private static final Duration CHANGING_MAX = Duration.ofMinutes(5);
    private static final Duration STABLE_MIN = Duration.ofHours(1);
    /// Longer is [Lifetime#CONFIGURATION].
    private static final Duration STABLE_MAX = Duration.ofDays(365);

    public CacheOptions {
        if (bytes < BYTES_MIN) {
            throw new IllegalArgumentException("bytes must be at least 1 MiB, not " + bytes);
        }
        if (changing.compareTo(CHANGING_MIN) < 0 || changing.compareTo(CHANGING_MAX) > 0) {
            throw new IllegalArgumentException("changing must be between 60 and 300 seconds, not " + changing);
        }
        if (stable.compareTo(STABLE_MIN) < 0 || stable.compareTo(STABLE_MAX) > 0) {
            throw new IllegalArgumentException("stable must be between an hour and a year, not " + stable);
        }
        types = Map.copyOf(types);
    }

    /// A tenth of the heap, 60 seconds, an hour, the system's clock.
    public static CacheOptions defaults() {
        return new CacheOptions(
                Math.max(BYTES_MIN, Runtime.getRuntime().maxMemory() / 10),
                CHANGING_MIN,
                STABLE_MIN,
                Map.of(),
                InstantSource.system());
    }

    public CacheOptions bytes(long value) {
        return new CacheOptions(value, changing, stable, types, clock);
    }

    public CacheOptions changing(Duration value) {
        return new CacheOptions(bytes, value, stable, types, clock);
    }

    public CacheOptions stable(Duration value) {
        return new CacheOptions(bytes, changing, value, types, clock);
    }

    /// Memories of this type live this long.
    public CacheOptions type(MemoryType type, Lifetime lifetime) {
        var more = new HashMap<>(types);
        more.put(type, lifetime);
        return new CacheOptions(bytes, changing, stable, more, clock);
    }

    public CacheOptions clock(InstantSource value) {
        return new CacheOptions(bytes, changing, stable, types, value);
    }

    Lifetime lifetimeOf(MemoryType type) {
        return types.getOrDefault(type, Lifetime.STABLE);
    }
}
