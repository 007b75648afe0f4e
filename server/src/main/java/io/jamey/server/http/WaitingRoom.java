package io.jamey.server.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Callers whom the server waits for: whose bodies are on their way, who are taking long answers. Who comes when all
/// places are taken gets that of the one who is waited for longest, if that is long enough: so slow callers keep out
/// nobody but each other.
final class WaitingRoom {
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final int PART = 10;

    private final int places;
    private final long longNanos;
    private final LinkedHashMap<Waiter, Long> sinceNanos = new LinkedHashMap<>();

    /// Somebody who waits; compared by identity.
    interface Waiter {
        /// Whether his request was begun to be worked on.
        boolean isBegun();

        /// Ends his request, from any thread: somebody else has his place.
        void giveUp();
    }

    /// @param arrival how long any of them may take in all
    WaitingRoom(int places, Duration arrival) {
        this.places = places;
        longNanos = Math.min(LONG.toNanos(), arrival.toNanos() / PART);
    }

    /// Takes a place; for one who has it, it is as if he had just come.
    ///
    /// @return false when there is none
    boolean enter(Waiter waiter) {
        @Nullable Waiter displaced = null;
        synchronized (this) {
            long now = System.nanoTime();
            if (sinceNanos.remove(waiter) == null && sinceNanos.size() == places) {
                Map.Entry<Waiter, Long> slowest = sinceNanos.firstEntry();
                if (now - slowest.getValue() < longNanos) {
                    return false;
                }
                displaced = slowest.getKey();
                sinceNanos.remove(displaced);
            }
            sinceNanos.put(waiter, now);
        }
        if (displaced != null) {
            displaced.giveUp();
        }
        return true;
    }

    /// Gives up those who have been waited for long and of whose requests nothing was begun: the server has no time for
    /// them any more.
    void dismissSlow() {
        List<Waiter> slow;
        synchronized (this) {
            long now = System.nanoTime();
            slow = sinceNanos.entrySet().stream()
                    .filter(entry -> !entry.getKey().isBegun() && now - entry.getValue() >= longNanos)
                    .map(Map.Entry::getKey)
                    .toList();
            slow.forEach(sinceNanos::remove);
        }
        slow.forEach(Waiter::giveUp);
    }

    /// Gives a place back, if it was not taken away.
    synchronized void leave(Waiter waiter) {
        sinceNanos.remove(waiter);
    }
}
