package io.jamey.server.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Counts the requests of each key against its rate: a token bucket per key. Safe for any number of threads.
///
/// Keeps one bucket for each name that was ever let in, so as many as there are keys.
public final class RateLimits {
    private final Optional<Rate> rate;
    private final TimeMeter clock;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /// Counts from now on.
    ///
    /// @param rate of each key; absent for no limit
    public RateLimits(Optional<Rate> rate) {
        this(rate, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Optional<Rate> rate, TimeMeter clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /// Takes one request off what the caller has left.
    ///
    /// @throws Refusal with the time to wait when nothing is left
    public void take(Caller caller) {
        if (rate.isEmpty()) {
            return;
        }
        ConsumptionProbe probe =
                buckets.computeIfAbsent(caller.name(), _ -> bucket(rate.get())).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refusal.tooMany(
                    "the key '" + caller.name() + "' may send " + rate.get().perSecond() + " requests a second and "
                            + rate.get().burst() + " at once: send them more slowly",
                    millisUp(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucket(Rate allowed) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(allowed.burst()).refillGreedy(allowed.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    /// Rounded up: who waits so long finds a token.
    private static long millisUp(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    }
}
