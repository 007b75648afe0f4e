package io.jamey.cache.invalidation;

import io.jamey.cache.tiers.Invalidation;
import java.time.Duration;

/// Tells a tier of the writes of others a while later, of all that came meanwhile at once: for namespaces that are
/// written to in bursts, whose answers would be dropped many times over.
///
/// **Promise**: the tier hears of a write no later than the delay after this did, so what it serves is never older
/// than that (and the time the news took).
public final class DelayedInvalidation extends HeldInvalidation {
    private final Duration delay;
    private final Timer timer;

    /// Runs something later.
    @FunctionalInterface
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    public DelayedInvalidation(Invalidation tier, Duration delay) {
        this(tier, delay, DelayedInvalidation::onVirtualThread);
    }

    DelayedInvalidation(Invalidation tier, Duration delay, Timer timer) {
        super(tier);
        if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("delay must be between 0 and a minute, not " + delay);
        }
        this.delay = delay;
        this.timer = timer;
    }

    @Override
    void firstWaits() {
        timer.after(delay, this::deliver);
    }

    private static void onVirtualThread(Duration delay, Runnable task) {
        Thread.ofVirtual().name("jamey-invalidation").start(() -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // then sooner
            }
            task.run();
        });
    }
}
