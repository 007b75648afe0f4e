package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainingMemoryStoreTest {
    private static final Namespace ANN = Namespace.of("ann");

    private final List<SearchPlan> heard = new ArrayList<>();

    private MemoryStore listening() {
        return new ForwardingMemoryStore(new ReferenceMemoryStore(InstantSource.system())) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                SearchResult result = super.search(namespace, request);
                result.plan().ifPresent(heard::add);
                return result;
            }
        };
    }

    @Test
    void layersWithinHearEveryPlanAndCallersThoseTheyAskedFor() {
        try (var store = new ExplainingMemoryStore(listening())) {
            store.store(ANN, NewMemory.of("Ann drinks tea.").build());

            SearchResult plain = store.search(ANN, SearchRequest.of("tea").build());
            SearchResult explained =
                    store.search(ANN, SearchRequest.of("tea").explain().build());

            assertThat(heard).hasSize(2);
            assertThat(plain.plan()).isEmpty();
            assertThat(plain.matches().getFirst().signals()).isEmpty();
            assertThat(explained.plan()).contains(heard.getLast());
            assertThat(explained.matches().getFirst().signals()).isNotEmpty();
            assertThat(explained.matches().getFirst().score())
                    .isEqualTo(plain.matches().getFirst().score());
        }
    }
}
