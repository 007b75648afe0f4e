package io.jamey.redis;

import io.jamey.Namespace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Namespaces that were written to while Redis could not be told. Until it has been, nothing about them may be served
/// from it.
final class Debts {
    private final Map<Namespace, Debt> owed = new ConcurrentHashMap<>();

    /// @param writing how many of the writes are still under way
    /// @param writes how many there were, so that no two states are the same
    private record Debt(int writing, long writes) {
        Debt begun() {
            return new Debt(writing + 1, writes + 1);
        }

        Debt over() {
            return new Debt(writing - 1, writes);
        }
    }

    /// A debt that can be paid.
    record Due(Namespace namespace, Object debt) {}

    void begin(Namespace namespace) {
        owed.merge(namespace, new Debt(0, 0).begun(), (there, _) -> there.begun());
    }

    void end(Namespace namespace) {
        owed.computeIfPresent(namespace, (_, there) -> there.over());
    }

    /// A write that is over.
    void add(Namespace namespace) {
        begin(namespace);
        end(namespace);
    }

    boolean owes(Namespace namespace) {
        return owed.containsKey(namespace);
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    int size() {
        return owed.size();
    }

    /// Those of which no write is under way: to tell of one before it is over would be too early.
    List<Due> due() {
        return owed.entrySet().stream()
                .filter(entry -> entry.getValue().writing() == 0)
                .map(entry -> new Due(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Redis has been told since this was due. Does nothing if there was another write since.
    void paid(Due due) {
        owed.remove(due.namespace(), due.debt());
    }
}
