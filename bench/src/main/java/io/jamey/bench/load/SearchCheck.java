package io.jamey.bench.load;

import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a search found what it must: exactly as many as match, each of the namespace, accepted by the filter,
/// once, the best first. One thread at a time.
final class SearchCheck {
    private final Namespace namespace;
    private final SearchRequest request;
    private Inventory.@Nullable Sight sight;
    private @Nullable SearchResult result;

    SearchCheck(Namespace namespace, SearchRequest request) {
        this.namespace = namespace;
        this.request = request;
    }

    /// @param seen taken just before the search begins
    void begin(Inventory.Sight seen) {
        sight = seen;
    }

    void end(SearchResult found) {
        result = found;
    }

    /// What is wrong, if anything; after the search.
    Optional<String> objection() {
        Inventory.Sight seen = Objects.requireNonNull(sight, "a search that did not begin");
        List<Match> matches =
                Objects.requireNonNull(result, "a search that did not end").matches();
        long least = Math.min(request.limit(), seen.least());
        long most = Math.min(request.limit(), seen.most());
        if (matches.size() < least || matches.size() > most) {
            return Optional.of("a search in " + namespace + " found " + matches.size() + " of "
                    + (least == most ? least : least + " to " + most));
        }
        var ids = new HashSet<>();
        double before = Double.POSITIVE_INFINITY;
        for (Match match : matches) {
            Memory memory = match.memory();
            if (!memory.namespace().equals(namespace) || !request.filter().accepts(memory)) {
                return Optional.of(
                        "a search in " + namespace + " found memory " + memory.id() + ", which does not match");
            }
            if (!ids.add(memory.id()) || match.score() > before) {
                return Optional.of(
                        "a search in " + namespace + " found memory " + memory.id() + " twice or in the wrong place");
            }
            before = match.score();
        }
        return Optional.empty();
    }
}
