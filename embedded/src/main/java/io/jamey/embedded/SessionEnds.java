package io.jamey.embedded;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.Snapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;

/// Gives memories their places at the ends of sessions. The index knows the places of committed memories; this
/// remembers those that the running group of writes has given besides. For the writer thread alone.
final class SessionEnds {
    private record Session(Namespace namespace, String name) {}

    private record End(long place, UUID id) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            int order = Long.compare(place, other.place);
            return order == 0 ? id.compareTo(other.id) : order;
        }
    }

    /// All places given, because any write of the group may be undone alone.
    private final Map<Session, NavigableSet<End>> running = new HashMap<>();

    /// The place behind the last memory of a session.
    long next(Snapshot written, Slots committed, Namespace namespace, String session) {
        long next = committed.nextPlace(session);
        NavigableSet<End> given =
                running.getOrDefault(new Session(namespace, session), Collections.emptyNavigableSet());
        while (!given.isEmpty() && given.last().place >= next) {
            End end = given.last();
            if (!written.findAll(namespace, List.of(end.id), false, Instant.MIN).isEmpty()) {
                return end.place + 1;
            }
            given.remove(end); // the write that took this place was undone, or the memory deleted
        }
        return next;
    }

    /// A memory was written into its session.
    void wrote(Memory memory) {
        if (memory.session().isPresent()) {
            var end = new End(memory.sequence().getAsLong(), memory.id());
            var session = new Session(memory.namespace(), memory.session().get());
            running.computeIfAbsent(session, _ -> new TreeSet<>()).add(end);
        }
    }

    /// The group's writes are in the index now, or undone.
    void clear() {
        running.clear();
    }
}
