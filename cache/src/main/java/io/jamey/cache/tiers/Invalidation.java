package io.jamey.cache.tiers;

import io.jamey.Namespace;
import java.util.Collection;
import java.util.UUID;

/// Whoever must hear of writes that did not go through it: a tier that keeps what it has read, or what stands
/// before one and decides when it hears.
///
/// Called on the thread that receives the news, which must not wait.
public interface Invalidation {
    /// Anything in this namespace may have changed.
    void invalidate(Namespace namespace);

    /// These memories may have changed, and so may every answer about their namespace.
    void invalidate(Namespace namespace, Collection<UUID> ids);

    /// Anything at all may have changed.
    void invalidateAll();

    /// From now on changes may go untold: nothing may be served from memory. Does nothing if that is so already.
    void suspend();

    /// Changes are told again from now on. Nothing of before may be served.
    void resume();

    /// Nobody listens.
    static Invalidation none() {
        return new Invalidation() {
            @Override
            public void invalidate(Namespace namespace) {}

            @Override
            public void invalidate(Namespace namespace, Collection<UUID> ids) {}

            @Override
            public void invalidateAll() {}

            @Override
            public void suspend() {}

            @Override
            public void resume() {}
        };
    }
}
