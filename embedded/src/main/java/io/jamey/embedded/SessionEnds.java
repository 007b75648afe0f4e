package io.jamey.embedded;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.embedded.attributes.Slots;
import io.jamey.embedded.records.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Gives memories their places at the ends of sessions. The index knows the places of committed memories; this
/// remembers those that the running group of writes has given besides. For the writer thread alone.
final class SessionEnds {
    private record Session(Namespace namespace, String name) {}

    private record End(long place, UUID id) {}

    private final Map<Session, End> running = new HashMap<>();

    /// The place behind the last memory of a session.
    long next(Snapshot written, Slots committed, Namespace namespace, String session) {
        long next = committed.nextPlace(session);
        End end = running.get(new Session(namespace, session));
        if (end == null || end.place < next) {
            return next;
        }
        // The write that took this place may have been undone since.
        boolean taken =
                !written.findAll(namespace, List.of(end.id), false, Instant.MIN).isEmpty();
        return taken ? end.place + 1 : next;
    }

    /// A memory was written into its session.
    void wrote(Memory memory) {
        if (memory.session().isPresent()) {
            var end = new End(memory.sequence().getAsLong(), memory.id());
            running.merge(
                    new Session(memory.namespace(), memory.session().get()),
                    end,
                    (old, added) -> old.place > added.place ? old : added);
        }
    }

    /// The group's writes are in the index now, or undone.
    void clear() {
        running.clear();
    }
}
