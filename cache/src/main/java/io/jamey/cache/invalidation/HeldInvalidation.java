package io.jamey.cache.invalidation;

import io.jamey.Namespace;
import io.jamey.cache.tiers.Invalidation;
import java.util.Collection;
import java.util.UUID;

/// Holds news back from a tier until a strategy lets them through.
abstract sealed class HeldInvalidation implements Invalidation permits DelayedInvalidation, ManualInvalidation {
    private final Invalidation tier;
    private final Backlog backlog = new Backlog();

    HeldInvalidation(Invalidation tier) {
        this.tier = tier;
    }

    /// Called for the first of the news that then wait.
    abstract void firstWaits();

    final void deliver() {
        backlog.deliver(tier);
    }

    @Override
    public final void invalidate(Namespace namespace) {
        if (backlog.add(namespace)) {
            firstWaits();
        }
    }

    @Override
    public final void invalidate(Namespace namespace, Collection<UUID> ids) {
        if (backlog.add(namespace, ids)) {
            firstWaits();
        }
    }

    @Override
    public final void invalidateAll() {
        tier.invalidateAll();
    }

    @Override
    public final void suspend() {
        tier.suspend();
    }

    @Override
    public final void resume() {
        tier.resume();
    }
}
