package io.jamey.server.stress;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a namespace holds as far as its only writer was told, and what was under way when the answers ended.
final class Told {
    /// Tokens, and the ids of those that an answer named.
    private final Map<String, Optional<UUID>> there = new LinkedHashMap<>();

    private Optional<Change> underWay = Optional.empty();

    /// The tokens whose ids are known.
    List<String> known() {
        return there.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    UUID id(String token) {
        return there.get(token).orElseThrow();
    }

    void begin(Change change) {
        underWay = Optional.of(change);
    }

    /// Nothing came of it.
    void refused() {
        underWay = Optional.empty();
    }

    /// It has happened.
    ///
    /// @param ids of what came, unless the answer does not say
    void acknowledged(List<UUID> ids) {
        Change change = underWay.orElseThrow();
        underWay = Optional.empty();
        change.gone().forEach(there::remove);
        for (int i = 0; i < change.come().size(); i++) {
            there.put(change.come().get(i), ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(i)));
        }
    }

    /// Holds what was found against what was told.
    ///
    /// @param found ids by token
    void verify(Map<String, UUID> found) {
        var lost = new LinkedHashSet<>(there.keySet());
        lost.removeAll(found.keySet());
        var surplus = new LinkedHashSet<>(found.keySet());
        surplus.removeAll(there.keySet());
        boolean asTold = lost.isEmpty() && surplus.isEmpty();
        boolean possible =
                asTold || underWay.filter(change -> isOf(change, lost, surplus)).isPresent();
        if (!possible) {
            throw new AssertionError("acknowledged and not there: " + lost + "; there and deleted, or never stored: "
                    + surplus + "; under way: " + underWay);
        }
        there.forEach((token, id) -> {
            UUID now = found.get(token);
            if (now != null && id.isPresent() && !now.equals(id.get())) {
                throw new AssertionError(token + " was stored as " + id.get() + " and is there as " + now);
            }
        });
    }

    private static boolean isOf(Change change, Set<String> lost, Set<String> surplus) {
        boolean whole = lost.equals(Set.copyOf(change.gone())) && surplus.equals(Set.copyOf(change.come()));
        boolean part = change.inPieces()
                && lost.isEmpty()
                && surplus.size() <= change.come().size()
                && surplus.equals(Set.copyOf(change.come().subList(0, surplus.size())));
        return whole || part;
    }

    /// Goes on from what was found.
    void settle(Map<String, UUID> found) {
        underWay = Optional.empty();
        there.clear();
        found.forEach((token, id) -> there.put(token, Optional.of(id)));
    }
}
