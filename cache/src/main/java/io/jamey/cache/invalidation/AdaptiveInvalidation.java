package io.jamey.cache.invalidation;

import io.jamey.Namespace;
import io.jamey.cache.tiers.Invalidation;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Goes by how often a namespace is written to: news of calm ones take one way, those of busy ones another, such as
/// at once and a little later.
///
/// **Promise**: that of the way of busy namespaces; and that of the way of calm ones for the first news of a
/// namespace in each second, up to the limit.
public final class AdaptiveInvalidation implements Invalidation {
    private final Invalidation calm;
    private final Invalidation busy;
    private final int perSecond;
    private final InstantSource clock;
    private final Map<Namespace, Integer> heard = new HashMap<>();
    private long second = Long.MIN_VALUE;

    /// @param perSecond how many news a second a calm namespace may have; each write brings two, at its beginning and
    ///     its end
    public AdaptiveInvalidation(Invalidation calm, Invalidation busy, int perSecond, InstantSource clock) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond must be at least 1, not " + perSecond);
        }
        this.calm = calm;
        this.busy = busy;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    private synchronized Invalidation wayOf(Namespace namespace) {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            heard.clear();
        }
        return heard.merge(namespace, 1, Integer::sum) <= perSecond ? calm : busy;
    }

    @Override
    public void invalidate(Namespace namespace) {
        wayOf(namespace).invalidate(namespace);
    }

    @Override
    public void invalidate(Namespace namespace, Collection<UUID> ids) {
        wayOf(namespace).invalidate(namespace, ids);
    }

    @Override
    public void invalidateAll() {
        calm.invalidateAll();
        busy.invalidateAll();
    }

    @Override
    public void suspend() {
        calm.suspend();
        busy.suspend();
    }

    @Override
    public void resume() {
        calm.resume();
        busy.resume();
    }
}
