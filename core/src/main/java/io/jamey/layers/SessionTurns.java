package io.jamey.layers;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// Finds turns of sessions by their place, in a store that lists by time.
///
/// Each call costs one to two pages in sessions written in order; the second makes sure that nothing with a
/// larger place is older. Nothing is remembered, so what another writer appended is always seen.
record SessionTurns(MemoryStore store, Namespace namespace) {
    /// Of several at one place the newest, which the listing names first.
    private static final BinaryOperator<Memory> LATER = BinaryOperator.maxBy(
            Comparator.comparingLong(memory -> memory.sequence().orElseThrow()));

    /// The turn with the largest place before this one.
    Optional<Memory> before(String session, long place) {
        return last(Filter.and(Filter.session(session), Filter.less(Field.SEQUENCE, place)));
    }

    /// The last turn of each of these sessions; none for those that are empty.
    Map<String, Memory> ends(Collection<String> sessions) {
        var ends = new HashMap<String, Memory>();
        var names = new ArrayList<>(sessions);
        for (int from = 0; from < names.size(); from += Limits.FILTER_SIZE) {
            ends.putAll(someEnds(names.subList(from, Math.min(names.size(), from + Limits.FILTER_SIZE))));
        }
        return ends;
    }

    private Map<String, Memory> someEnds(List<String> sessions) {
        var ends = new HashMap<String, Memory>();
        if (sessions.size() > 1) {
            Page together = page(Limits.PAGE, Filter.in(Field.SESSION, sessions.toArray()));
            if (together.next().isEmpty()) {
                together.items().forEach(turn -> ends.merge(turn.session().orElseThrow(), turn, LATER));
                return ends;
            }
        }
        for (String session : sessions) {
            last(Filter.session(session)).ifPresent(turn -> ends.put(session, turn));
        }
        return ends;
    }

    private Optional<Memory> last(Filter turns) {
        Optional<Memory> found = Optional.empty();
        Page page = page(1, turns);
        while (!page.items().isEmpty()) {
            found = page.items().stream().reduce(LATER);
            if (page.next().isEmpty()) {
                return found;
            }
            long place = found.orElseThrow().sequence().orElseThrow();
            page = page(Limits.PAGE, Filter.and(turns, Filter.greater(Field.SEQUENCE, place)));
        }
        return found;
    }

    private Page page(int limit, Filter filter) {
        return store.listPaginated(namespace, PageRequest.of(limit).where(filter));
    }
}
