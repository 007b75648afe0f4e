package io.jamey.sessions;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Opens sessions of a store, and lists them.
///
/// ```java
/// var sessions = new SessionManager(store, Duration.ofHours(24), InstantSource.system());
/// Session session = sessions.create(namespace);
/// session.addMessage("Ann", "Let's meet on Friday.");
/// ```
///
/// A session is nothing but its memories: each carries the session's id, its place and when it expires, so that the
/// store's own expiry ends an idle session, and there is no record of the session that could disagree with them. A
/// session without memories is therefore not there: opening it costs nothing, and no list shows it.
///
/// Safe for any number of threads and of managers over one store. Closes nothing.
public final class SessionManager {
    /// The bounds of the idle time.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(3650);

    private final MemoryStore store;
    private final IdleTime idle;

    /// @param idle how long a session is kept, at least, after something was added to it or it was renewed; one and
    ///     a half times that at most. From one second to ten years.
    /// @param clock the store's
    public SessionManager(MemoryStore store, Duration idle, InstantSource clock) {
        if (idle.compareTo(SHORTEST) < 0 || idle.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the idle time of sessions must be between " + SHORTEST + " and " + LONGEST + ", not " + idle);
        }
        this.store = store;
        this.idle = new IdleTime(idle, clock);
    }

    /// A new session, with an id that no other has.
    public Session create(Namespace namespace) {
        return open(namespace, MemoryIds.next().toString());
    }

    /// The session with this id, whether it has memories yet or not.
    ///
    /// @param id as for [io.jamey.NewMemory#session()]: not blank, at most [io.jamey.Limits#NAME_BYTES] bytes,
    ///     compared code point by code point
    public Session open(Namespace namespace, String id) {
        return new Session(store, namespace, id, idle);
    }

    /// The sessions of the namespace, the one that was active last first. Costs a look at each of its memories, and
    /// memory for each of its sessions.
    public List<SessionSummary> list(Namespace namespace) {
        Map<String, SessionSummary> found = new HashMap<>();
        try (Stream<Memory> memories = store.iterate(namespace, Filter.exists(Field.SESSION))) {
            memories.map(SessionSummary::of).forEach(one -> found.merge(one.id(), one, SessionSummary::and));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(SessionSummary::lastActivity)
                        .reversed()
                        .thenComparing(SessionSummary::id))
                .toList();
    }
}
