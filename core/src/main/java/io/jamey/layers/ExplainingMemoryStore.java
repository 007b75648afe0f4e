package io.jamey.layers;

import io.jamey.Match;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A store whose searches are all done as if they had been asked to explain, so that layers within it hear the plan of
/// each: of a slow one it says why. Callers are told only what they asked for.
///
/// **Costs**: of each match its signals, which are dropped again.
///
/// Closing it closes the store.
public final class ExplainingMemoryStore extends ForwardingMemoryStore {
    public ExplainingMemoryStore(MemoryStore store) {
        super(store);
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        if (request.explain()) {
            return inner().search(namespace, request);
        }
        List<Match> matches = inner().search(namespace, explaining(request)).matches().stream()
                .map(match -> new Match(match.memory(), match.score(), Map.of()))
                .toList();
        return new SearchResult(matches, Optional.empty());
    }

    private static SearchRequest explaining(SearchRequest request) {
        return new SearchRequest(
                request.text(),
                request.embedding(),
                request.limit(),
                request.filter(),
                request.weights(),
                request.minScore(),
                request.exact(),
                true,
                request.embeddings());
    }
}
