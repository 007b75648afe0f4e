package io.jamey.cache;

import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.encoding.Micros;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long a tier may serve what it keeps, by [Lifetime].
///
/// @param changing of what is [Lifetime#CHANGING], 60 to 300 seconds
/// @param stable of what is [Lifetime#STABLE], at least an hour
/// @param types memories of these types live this long; all others are stable
public record Lifetimes(Duration changing, Duration stable, Map<MemoryType, Lifetime> types) {
    private static final Duration CHANGING_MIN = Duration.ofMinutes(1);
    private static final Duration CHANGING_MAX = Duration.ofMinutes(5);
    private static final Duration STABLE_MIN = Duration.ofHours(1);
    /// Longer is [Lifetime#CONFIGURATION].
    private static final Duration STABLE_MAX = Duration.ofDays(365);

    private static final int NANOS = 1_000;

    public Lifetimes {
        if (changing.compareTo(CHANGING_MIN) < 0 || changing.compareTo(CHANGING_MAX) > 0) {
            throw new IllegalArgumentException("changing must be between 60 and 300 seconds, not " + changing);
        }
        if (stable.compareTo(STABLE_MIN) < 0 || stable.compareTo(STABLE_MAX) > 0) {
            throw new IllegalArgumentException("stable must be between an hour and a year, not " + stable);
        }
        types = Map.copyOf(types);
    }

    /// 60 seconds, an hour, all types stable.
    public static Lifetimes defaults() {
        return new Lifetimes(CHANGING_MIN, STABLE_MIN, Map.of());
    }

    public Lifetimes changing(Duration value) {
        return new Lifetimes(value, stable, types);
    }

    public Lifetimes stable(Duration value) {
        return new Lifetimes(changing, value, types);
    }

    /// Memories of this type live this long.
    public Lifetimes type(MemoryType type, Lifetime lifetime) {
        var more = new HashMap<>(types);
        more.put(type, lifetime);
        return new Lifetimes(changing, stable, more);
    }

    /// Microseconds since the epoch from which on an answer read at `now` must not be served.
    public long untilOfAnswer(long now) {
        return now + changing.toNanos() / NANOS;
    }

    /// The same of a memory: never beyond its expiry.
    public long untilOf(Memory memory, long now) {
        long until = switch (types.getOrDefault(memory.type(), Lifetime.STABLE)) {
            case CHANGING -> untilOfAnswer(now);
            case STABLE -> now + stable.toNanos() / NANOS;
            case CONFIGURATION -> Long.MAX_VALUE;
        };
        return memory.expiresAt()
                .map(expiry -> Math.min(until, Micros.of(expiry)))
                .orElse(until);
    }
}
