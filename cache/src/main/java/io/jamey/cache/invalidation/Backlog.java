package io.jamey.cache.invalidation;

import io.jamey.Namespace;
import io.jamey.cache.tiers.Invalidation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// News that wait, each memory and each namespace once.
final class Backlog {
    /// More memories of one namespace are all of it.
    private static final int IDS_MAX = 1_000;

    /// Which memories of each namespace; none if any of them.
    private Map<Namespace, Optional<Set<UUID>>> waiting = new HashMap<>();

    /// Whether it was empty before.
    synchronized boolean add(Namespace namespace) {
        boolean first = waiting.isEmpty();
        waiting.put(namespace, Optional.empty());
        return first;
    }

    /// Whether it was empty before.
    synchronized boolean add(Namespace namespace, Collection<UUID> ids) {
        boolean first = waiting.isEmpty();
        Optional<Set<UUID>> there = waiting.computeIfAbsent(namespace, _ -> Optional.of(new HashSet<>()));
        there.ifPresent(memories -> {
            memories.addAll(ids);
            if (memories.size() > IDS_MAX) {
                waiting.put(namespace, Optional.empty());
            }
        });
        return first;
    }

    /// Tells everything that waits, and forgets it.
    void deliver(Invalidation tier) {
        Map<Namespace, Optional<Set<UUID>>> due;
        synchronized (this) {
            due = waiting;
            waiting = new HashMap<>();
        }
        due.forEach((namespace, ids) ->
                ids.ifPresentOrElse(some -> tier.invalidate(namespace, some), () -> tier.invalidate(namespace)));
    }
}
