package io.jamey.layers;

import io.jamey.Match;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A store that tells the plan of each search to the layers above it: of a slow one it says why. Callers are told only
/// what they asked for.
///
/// ```java
/// var plans = new SearchPlans();
/// var cached = new CachedMemoryStore(new ExplainingMemoryStore(file, plans), options);
/// var store = new MeteredMemoryStore(cached, listener, plans);
/// ```
///
/// Stand it below a cache, which keeps no answers that explain.
///
/// **Costs**: next to nothing where the store is a [PlanSource]. Others are asked to explain each search, and work out
/// the signals of each match, which are dropped again.
///
/// Closing it closes the store.
public final class ExplainingMemoryStore extends ForwardingMemoryStore {
    private final SearchPlans plans;
    private final boolean asks;

    public ExplainingMemoryStore(MemoryStore store, SearchPlans plans) {
        super(store);
        this.plans = plans;
        asks = !(store instanceof PlanSource);
        if (store instanceof PlanSource source) {
            source.tellPlans(plans);
        }
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        if (!asks) {
            return inner().search(namespace, request);
        }
        SearchResult found = inner().search(namespace, request.explain() ? request : explaining(request));
        found.plan().ifPresent(plans::found);
        return request.explain() ? found : withoutReasons(found);
    }

    private static SearchResult withoutReasons(SearchResult found) {
        List<Match> matches = found.matches().stream()
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
